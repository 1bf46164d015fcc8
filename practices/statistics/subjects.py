"""Which tables there are: those of the CSES study (section 3.2.1), and what else a catalogue can be counted by."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from practices.statistics.axes import Axis, FacetAxis, YearAxis


@dataclass(frozen=True)
class Subject:
    """A table that is yet to be counted.

    Args:
        name: as it stands in addresses and in the API.
        title: its heading.
        note: what a reader must know to read its figures.
        by: its lines.
        across: its columns beside number and share, if it has some.
        cells: what the API calls those.
        chart: how it is drawn: `bars`, `stacked` by the columns, or `columns` for years.
    """

    name: str
    title: Any
    note: Any
    by: Axis
    across: Axis | None = None
    cells: str = ""
    chart: str = "bars"


_SEVERAL = _(
    "Several are possible: every share is one of all fact sheets found, so that together they may exceed 100%."
)
_COUNTRY = FacetAxis("country", several=True, only_counted=True)

SUBJECTS = (
    Subject("by_scope", _("Scope"), _("How far the practices reach."), FacetAxis("scope")),
    Subject(
        "by_country_and_scope",
        _("Country and scope"),
        _(
            "A practice in several countries counts in each of them, so that shares together may exceed 100%."
            " EU-wide practices name no country."
        ),
        _COUNTRY,
        FacetAxis("scope"),
        "scopes",
        "stacked",
    ),
    Subject(
        "by_end",
        _("End date"),
        _("Practices that continue, and the years in which the others ended or will end."),
        YearAxis("ended", "finished_on", _("End date"), _("No end date given"), open_ended=True),
        chart="columns",
    ),
    Subject(
        "by_start",
        _("Start year"),
        _("The years in which the practices began, whether or not the day and month are known."),
        YearAxis("started", "started_on", _("Start year"), _("No start date given")),
        chart="columns",
    ),
    Subject("by_aim", _("Aim"), _SEVERAL, FacetAxis("aim", several=True)),
    Subject("by_funding", _("Source of funding"), _SEVERAL, FacetAxis("funding", several=True, repeats=True)),
    Subject(
        "by_theme_and_country",
        _("Theme and country"),
        _SEVERAL,
        FacetAxis("theme", several=True),
        _COUNTRY,
        "countries",
    ),
    Subject(
        "by_budget",
        _("Budget"),
        _(
            "Amounts are as the fact sheets state them, in euro, and the period says what they cover: the whole"
            " practice (in total), one year of it (per year) or several years together. They are not converted from"
            " one period to another: compare them within a column. Figures that are doubtful in the source, or given"
            " in another currency only, are in no band."
        ),
        FacetAxis("budget"),
        FacetAxis("budget_period"),
        "periods",
        "stacked",
    ),
    Subject(
        "by_evidence_level",
        _("Evidence level"),
        _("What the claims rest on, from the weakest to the strongest; “About” says how the level is derived."),
        FacetAxis("evidence_level"),
    ),
)
