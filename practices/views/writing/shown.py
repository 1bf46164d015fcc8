"""A section's fields as its page shows them: the input, what helps, how it was read, what is wrong."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q

from network.folding import folded
from network.models import Organisation, User
from practices.forms.writing import SectionForm
from practices.writing import Field, Kind, Section
from practices.writing.places import mark_of
from practices.writing.understood import Understood, place

MOST_OFFERED = 10


@dataclass(frozen=True)
class Cell:
    """One input. `organisation` is the one that it names, `unknown` what was typed that names none."""

    field: Field
    bound: forms.BoundField
    place: str
    said: str = ""
    doubt: str = ""
    problems: tuple[str, ...] = ()
    organisation: Organisation | None = None
    unknown: str = ""
    offers: list[Organisation] | None = None

    @property
    def mark(self) -> str:
        """Its id on the page."""
        return mark_of(self.place)


@dataclass(frozen=True)
class Row:
    """One row of a field."""

    number: int
    place: str
    cells: list[Cell]


@dataclass(frozen=True)
class Shown:
    """One field: an input of its own, or rows of them."""

    field: Field
    cell: Cell | None
    rows: list[Row] = dataclasses.field(default_factory=list)
    problems: tuple[str, ...] = ()
    original: list[str] = dataclasses.field(default_factory=list)

    @property
    def mark(self) -> str:
        """Its id on the page."""
        return mark_of(self.field.key)

    @property
    def said(self) -> str:
        """How its own input was read."""
        return self.cell.said if self.cell else ""

    @property
    def doubt(self) -> str:
        """What is in doubt about it."""
        return self.cell.doubt if self.cell else ""

    @property
    def full(self) -> bool:
        """Whether it takes no more rows."""
        return len(self.rows) >= self.field.most


class Directory:
    """Organisations that a section names, and those offered for one of its inputs."""

    def __init__(self, section: Section, typed: Mapping[str, Any], user: User, asked: str = "") -> None:
        """Takes what was typed, and the place of the input for which somebody searches the directory."""
        slugs = set(_organisations_in(section, typed))
        self._known = Organisation.objects.select_related("country").under(slugs) if slugs else {}
        self._user, self._asked = user, asked

    def of(self, typed: str, where: str) -> dict[str, Any]:
        """What a cell shows of it."""
        organisation = self._known.get(typed)
        unknown = "" if organisation else typed
        offers = offered_to(self._user, unknown) if unknown and where == self._asked else None
        return {"organisation": organisation, "unknown": unknown, "offers": offers}


def offered_to(user: User, words: str) -> list[Organisation]:
    """Organisations of the directory with these words in their names; at most ten.

    One that is only proposed is offered to who belongs to it, and to who knows its whole name.
    """
    if not words.strip():
        return []
    mine = Organisation.objects.filter(affiliations__user=user).values("pk")
    found = Organisation.objects.named(words).filter(
        Q(proposed=False) | Q(pk__in=mine) | Q(name__iexact=words.strip())
    )
    return list(found.select_related("country").order_by(folded("name"), "pk")[:MOST_OFFERED])


def shown_fields(
    form: SectionForm,
    understood: Understood,
    directory: Directory,
    *,
    originals: Mapping[str, list[str]] | None = None,
    only: Iterable[str] | None = None,
) -> list[Shown]:
    """The fields in their order; with `only`, no others."""
    problems: dict[str, tuple[str, ...]] = {}
    for problem in understood.problems:
        problems[problem.place] = (*problems.get(problem.place, ()), problem.message)

    def cell(one: Field, bound: forms.BoundField, where: str) -> Cell:
        named = directory.of(str(bound.value() or ""), where) if one.kind is Kind.ORGANISATION else {}
        said, doubt = understood.read_back.get(where, ""), understood.doubts.get(where, "")
        return Cell(one, bound, where, said, doubt, problems.get(where, ()), **named)

    def rows(one: Field) -> list[Row]:
        return [
            Row(
                number,
                place(one.key, number),
                [cell(column, row[column.key], place(one.key, number, column.key)) for column in one.columns],
            )
            for number, row in enumerate(form.row_forms[one.key])
        ]

    wanted = None if only is None else set(only)
    return [
        Shown(
            one,
            None if one.kind is Kind.ROWS else cell(one, form[one.key], one.key),
            rows(one) if one.kind is Kind.ROWS else [],
            problems.get(one.key, ()),
            (originals or {}).get(one.key, []),
        )
        for one in form.section.fields
        if wanted is None or one.key in wanted
    ]


def _organisations_in(section: Section, typed: Mapping[str, Any]) -> Iterable[str]:
    for one in section.fields:
        if one.kind is Kind.ORGANISATION:
            yield str(typed.get(one.key) or "")
        for column in one.columns:
            if column.kind is Kind.ORGANISATION:
                yield from (str(row.get(column.key) or "") for row in typed.get(one.key) or [])
