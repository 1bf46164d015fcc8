"""What the tests of the writing pages type, and where."""

from typing import Any

from practices.models import Draft

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def page_of(draft: Draft, name: str = "", language: str = "") -> str:
    """The overview of a draft, or the page of a section."""
    return draft.get_absolute_url() + "".join(f"{part}/" for part in (name, language) if part)


def typed(version: int = 1, /, **fields: Any) -> dict[str, Any]:
    """The form of a section of which a page shows these fields."""
    return {"version": str(version), "field": list(fields), **fields}


def rows(key: str, *given: dict[str, str]) -> dict[str, Any]:
    """The form of a field of rows."""
    cells = {f"{key}-{number}-{name}": value for number, row in enumerate(given) for name, value in row.items()}
    return {"version": "1", "field": [key], f"{key}-rows": str(len(given)), **cells}


def stands(draft: Draft, name: str, language: str = "") -> dict[str, Any]:
    """What a section holds."""
    data: dict[str, Any] = draft.sections.get(name=name, language=language).data
    return data
