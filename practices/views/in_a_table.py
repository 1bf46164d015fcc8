"""The catalogue as a table whose columns the reader chooses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError

from practices.filters import PracticeFilterSet
from practices.models import Practice
from practices.templatetags.catalogue import budget, number
from practices.views.addresses import changed


@dataclass(frozen=True)
class TableColumn:
    """A column on offer.

    `sorts`: the values of `sort` that go by it, first the one that its heading begins with. `needs`: what its cells
    read beyond what every list has.
    """

    name: str
    label: Any
    cell: Callable[[Practice], Any]
    sorts: tuple[str, ...] = ()
    figures: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Heading:
    """The head of a column: by what it is sorted now, in the words of aria-sort, and where it leads to be sorted."""

    name: str
    label: Any
    figures: bool
    sorted: str
    address: str


@dataclass(frozen=True)
class Cell:
    """What a row says in a column."""

    text: Any
    figures: bool


def _countries(practice: Practice) -> str:
    names = sorted(country.name for country in practice.countries.all())
    return ", ".join(names) if names else _("EU-wide")


def _words(name: str) -> Callable[[Practice], str]:
    return lambda practice: ", ".join(str(word.label) for word in getattr(practice, name).all())


def _finished(practice: Practice) -> str:
    if practice.finished:
        return str(practice.finished.for_reader)
    return _("ongoing") if practice.ongoing else ""


def _budget(practice: Practice) -> str:
    return _doubted(budget(practice), doubtful=practice.budget_doubtful)


def _beneficiaries(practice: Practice) -> str:
    return _doubted(number(practice.beneficiaries), doubtful=practice.beneficiaries_doubtful)


def _doubted(figure: str, *, doubtful: bool) -> str:
    return _("%(figure)s (doubtful)") % {"figure": figure} if figure and doubtful else figure


COLUMNS = (
    TableColumn("country", gettext_lazy("Country"), _countries),
    TableColumn("place", gettext_lazy("Place"), lambda practice: practice.place_name),
    TableColumn("organiser", gettext_lazy("Organiser"), lambda practice: practice.organiser.name),
    TableColumn(
        "organiser_kind", gettext_lazy("Kind of organiser"), lambda practice: practice.organiser.get_kind_display()
    ),
    TableColumn("scope", gettext_lazy("Scope"), lambda practice: practice.get_scope_display()),
    TableColumn("dimension", gettext_lazy("Dimension"), lambda practice: practice.get_dimension_display()),
    TableColumn("theme", gettext_lazy("Themes"), _words("themes")),
    TableColumn("aim", gettext_lazy("Aims"), _words("aims"), needs="aims"),
    TableColumn("target_group", gettext_lazy("Target groups"), _words("target_groups"), needs="target_groups"),
    TableColumn(
        "started",
        gettext_lazy("Start"),
        lambda practice: practice.started.for_reader if practice.started else "",
        sorts=("-started", "started"),
    ),
    TableColumn("finished", gettext_lazy("End"), _finished),
    TableColumn("budget", gettext_lazy("Budget"), _budget, sorts=("-budget",), figures=True),
    TableColumn(
        "beneficiaries", gettext_lazy("Beneficiaries"), _beneficiaries, sorts=("-beneficiaries",), figures=True
    ),
    TableColumn("evidence_level", gettext_lazy("Evidence"), lambda practice: practice.evidence_level.label),
    TableColumn("collection", gettext_lazy("Collection"), lambda practice: practice.collection.label),
    TableColumn(
        "updated",
        gettext_lazy("Last change"),
        lambda practice: formats.date_format(practice.updated_at, "DATE_FORMAT"),
        sorts=("-updated",),
    ),
)
DEFAULT = ("country", "started", "finished", "budget", "beneficiaries")


def table_context(request: HttpRequest, _search: PracticeFilterSet, shown: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of the page in the columns that the address names.

    Raises:
        ValidationError: it names one that there is not.
    """
    chosen = _chosen(request.GET)
    rows = list(shown["page"].rows)
    prefetch_related_objects(rows, *(column.needs for column in chosen if column.needs))
    title = TableColumn("title", _("Title"), str, sorts=("title",))
    return {
        "headings": [_heading(column, request.GET, shown["sort"]) for column in (title, *chosen)],
        "table_rows": [(row, [Cell(column.cell(row), column.figures) for column in chosen]) for row in rows],
        "columns": [(column, column in chosen) for column in COLUMNS],
        "kept_by_columns": [
            (name, value)
            for name, values in request.GET.lists()
            if name not in ("columns", "cursor")
            for value in values
        ],
    }


def _chosen(query: QueryDict) -> list[TableColumn]:
    asked = query.getlist("columns") or DEFAULT
    known = {column.name for column in COLUMNS}
    unknown = [name for name in asked if name and name not in known]
    if unknown:
        allowed = ", ".join(column.name for column in COLUMNS)
        message = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
        raise ValidationError(
            {"columns": [message % {"value": name[:80], "allowed": allowed} for name in unknown[:3]]}
        )
    return [column for column in COLUMNS if column.name in asked]


def _heading(column: TableColumn, query: QueryDict, sort: str) -> Heading:
    if sort not in column.sorts:
        now, following = "", column.sorts[:1]
    else:
        now = "descending" if sort.startswith("-") else "ascending"
        following = tuple(other for other in column.sorts if other != sort)
    return Heading(column.name, column.label, column.figures, now, changed(query, sort=following) if following else "")
