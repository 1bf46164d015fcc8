"""What two people typed in the same section, field by field; and marks by which a page knows what it showed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practices.forms.writing import without_empty_end
from practices.writing import Field, Kind, Section

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field in which they differ, and whose text is likely meant: whose alone changed since the page was opened."""

    field: Field
    mine: Any
    theirs: Any
    likely: str


def plain(one: Field, typed: Any) -> Any:
    """What was typed, without what makes no difference."""
    if one.kind is Kind.SEVERAL:
        return sorted(typed or [])
    if one.kind is Kind.ROWS:
        return without_empty_end(one, typed or [])
    return str(typed or "").replace("\r\n", "\n")


def changed(section: Section, typed: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fields typed that differ from what stands."""
    return {
        key: value
        for key, value in typed.items()
        if plain(section[key], value) != plain(section[key], stands.get(key))
    }


def marks(section: Section, stands: Mapping[str, Any]) -> str:
    """A short sum of each field, as the page carries it along: `title:1a2b3c4d summary:…`."""
    return " ".join(f"{one.key}:{_sum(one, stands.get(one.key))}" for one in section.fields)


def differences(section: Section, typed: Mapping[str, Any], stands: Mapping[str, Any], seen: str) -> list[Difference]:
    """Where what is typed differs from what stands.

    Args:
        seen: the marks of what stood there when the page was opened.
    """
    before = dict(mark.split(":", 1) for mark in seen.split() if ":" in mark)
    found = []
    for key, mine in changed(section, typed, stands).items():
        one, theirs = section[key], stands.get(key, section[key].empty)
        likely = ""
        if before.get(key) == _sum(one, mine):
            likely = THEIRS
        elif before.get(key) == _sum(one, theirs):
            likely = MINE
        found.append(Difference(one, mine, theirs, likely))
    return found


def _sum(one: Field, typed: Any) -> str:
    said = json.dumps(plain(one, typed), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]
