"""The secretariat's page of the audit trail: who changed what, when and why."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from network.access import role_required
from network.enums import Role, TrailAction
from network.forms import TrailForm
from network.models import AuditEntry, User, text_columns, watched_tables

PAGE = 50
REFUSED = 400
# An entry of so many columns is shown at once, one of more when it is opened.
FEW = 8


@dataclass(frozen=True)
class Shown:
    """An entry for people: what it is about, who did it, and its columns as rows of label, before and after."""

    entry: AuditEntry
    kind: str
    who: str
    columns: list[tuple[str, str, str]]

    @property
    def open(self) -> bool:
        """Whether the columns are shown at once."""
        return self.entry.action == TrailAction.UPDATE and len(self.columns) <= FEW


@role_required(Role.SECRETARIAT)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The newest entries first, of all records or of one, of everybody or of one account."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    tables = {table: _label(models[table]._meta) for table in watched_tables() if table in models}
    form = TrailForm(request.GET, tables=tables)
    if not form.is_valid():
        return render(request, "network/trail.html", {"form": form}, status=REFUSED)
    asked = form.cleaned_data
    entries = AuditEntry.objects.all()
    for name in ("table", "row", "actor"):
        if asked[name]:
            entries = entries.filter(**{name: asked[name]})
    page = entries.page(before=asked["before"], after=asked["after"], size=PAGE)
    context = {
        "form": form,
        "entries": list(_shown(page.entries, models, tables)),
        "newer": _address(request.GET, after=page.newer),
        "older": _address(request.GET, before=page.older),
        "narrowed": any(asked[name] for name in ("table", "row", "actor")),
    }
    return render(request, "network/trail.html", context)


def _address(asked: QueryDict, **place: int | None) -> str:
    """The same search at another place; nothing where there is none."""
    if None in place.values():
        return ""
    query = asked.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    for name, number in place.items():
        query[name] = str(number)
    return f"?{query.urlencode()}"


def _shown(entries: list[AuditEntry], models: Mapping[str, type[Model]], tables: Mapping[str, str]) -> Iterator[Shown]:
    actors = {entry.actor for entry in entries if entry.actor is not None}
    names = {user.pk: user.called for user in User.objects.filter(pk__in=actors)}
    for entry in entries:
        model = models.get(entry.table)
        labels = {str(field.column): _label(field) for field in model._meta.concrete_fields} if model else {}
        kind, who = tables.get(entry.table, entry.table), _who(entry.actor, names)
        yield Shown(entry, kind, who, list(_columns(entry, labels, _unread(model))))


def _label(named: "Field[Any, Any] | Options[Any]") -> str:
    return capfirst(str(named.verbose_name))


def _who(actor: int | None, names: Mapping[int, str]) -> str:
    if actor is None:
        return _("Nobody who was signed in")
    return names.get(actor) or _("An account that is erased")


def _unread(model: type[Model] | None) -> frozenset[str]:
    """The columns that are not the secretariat's to read, as the record's class says: its texts, or some more."""
    if model is None:
        return frozenset()
    texts = text_columns(model) if getattr(model, "private", False) else []
    return frozenset([*texts, *getattr(model, "private_columns", ())])


def _columns(entry: AuditEntry, labels: Mapping[str, str], unread: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """What stands in the entry, in the order of the record's fields; of texts that are not read, how long they are."""
    before, after = entry.before or {}, entry.after or {}
    order = {column: place for place, column in enumerate(labels)}
    for column in sorted(before | after, key=lambda column: (order.get(column, len(order)), column)):
        shown = _length if column in unread else _written
        yield labels.get(column, column), shown(before, column), shown(after, column)


def _length(document: Mapping[str, Any], column: str) -> str:
    """That something is written there, and how long it is."""
    if not document.get(column):
        return _written(document, column)
    number = len(_written(document, column))
    return ngettext("(%(number)s character, not shown)", "(%(number)s characters, not shown)", number) % {
        "number": number
    }


def _written(document: Mapping[str, Any], column: str) -> str:
    """A value of the document as text."""
    if column not in document:
        return ""
    value = document[column]
    if value is None or value == "":
        return _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
