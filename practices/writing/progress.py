"""How far a draft has come, section by section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from practices.models import Draft
from practices.writing import SECTIONS, Field, Kind, Section
from practices.writing.assemble import Reading
from practices.writing.understood import Problem


@dataclass(frozen=True)
class Progress:
    """A section: how many of its fields are filled in, and what is missing or wrong in it (in every language)."""

    section: Section
    filled: int
    total: int
    problems: list[Problem]

    @property
    def percent(self) -> int:
        """For a bar: 0 to 100."""
        return round(100 * self.filled / self.total)

    @property
    def begun(self) -> bool:
        """Whether anything is filled in."""
        return self.filled > 0


def progress_of(draft: Draft, reading: Reading) -> list[Progress]:
    """All sections in the order of the form; those of texts by their original."""
    return [
        Progress(
            section,
            len(filled := _filled(section, reading.sections[_key(section, draft)].values)),
            len(filled) + len(_open(section, filled)),
            [problem for problem in reading.problems if problem.section == section.name],
        )
        for section in SECTIONS
    ]


def filled_fields(sections: Iterable[Progress]) -> tuple[int, int]:
    """Filled and all fields of several sections."""
    known = list(sections)
    return sum(one.filled for one in known), sum(one.total for one in known)


def _key(section: Section, draft: Draft) -> tuple[str, str]:
    return section.name, draft.language if section.per_language else ""


def _filled(section: Section, values: Mapping[str, Any]) -> set[str]:
    return {one.key for one in section.fields if _says(one, values)}


def _says(one: Field, values: Mapping[str, Any]) -> bool:
    if one.required and one.follows and values.get(one.follows) is True:
        return True  # "EU-wide" stands for all countries
    return one.kind is not Kind.TICK and values.get(one.key) not in (None, "", [])


def _open(section: Section, filled: set[str]) -> list[Field]:
    """Those still to be filled in: ticks are no questions, and what follows another waits for it."""
    return [
        one
        for one in section.fields
        if one.key not in filled and one.kind is not Kind.TICK and (not one.follows or one.required)
    ]
