"""What reading a section gives: values, how they were understood, what is in doubt, and what is wrong."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, or missing from it; `row` counts from 0 and `column` is a key of its columns."""

    section: str
    key: str
    message: str
    language: str = ""
    row: int | None = None
    column: str = ""

    @property
    def field(self) -> str:
        """`section:key` or `section:key:language`, as remarks and the API name it."""
        return ":".join(part for part in (self.section, self.key, self.language) if part)

    @property
    def place(self) -> str:
        """Where in its section: `key`, `key.row` or `key.row.column`."""
        return place(self.key, self.row, self.column)


@dataclass
class Understood:
    """A section as read: values by key (None for nothing), what was understood of dates and numbers, and problems.

    `read_back` holds the sentences by key, those of rows by `key.row.column`; `doubts` in the same way what can be
    right but looks wrong.
    """

    values: dict[str, Any] = field(default_factory=dict)
    read_back: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def place(key: str, row: int | None = None, column: str = "") -> str:
    """The name of a field, a row or a cell within its section."""
    return ".".join(part for part in (key, "" if row is None else str(row), column) if part)
