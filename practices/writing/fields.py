"""What a field of the form is: one description for the page, the API, the checks, the coach and the comparison."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Options = Sequence[tuple[str, Any]]

# A text of any length that a person types is cut off by nobody; this is where it stops being one.
LONGEST_PROSE = 20_000
LONGEST_LINE = 250


class Kind(Enum):
    """How a field is typed, and what stands for it in a section's data."""

    LINE = "line"  # a text
    PROSE = "prose"  # a text of several paragraphs
    DATE = "date"  # a text, read by practices.reading.dates
    NUMBER = "number"  # a text, read by practices.reading.numbers
    WHOLE = "whole"  # the same, without decimals
    YEAR = "year"  # four digits
    CHOICE = "choice"  # a code, or "" for none
    SEVERAL = "several"  # a list of codes
    YES_NO = "yes_no"  # "yes", "no" or ""
    TICK = "tick"  # "yes" or ""
    ORGANISATION = "organisation"  # a slug
    FILE = "file"  # the public id of an attachment, which nobody types
    ROWS = "rows"  # a list of rows, each a mapping of the columns' keys to texts


class Measure(Enum):
    """What a number counts: which signs may stand beside it, and whether it may be less than nothing."""

    PLAIN = "plain"
    MONEY = "money"  # in the currency that the section's field `currency` names
    EURO = "euro"
    RATE = "rate"  # of exchange
    DEGREES = "degrees"
    PERCENT = "percent"
    SIGNED = "signed"


@dataclass(frozen=True)
class Field:
    """One field: where its value goes (`path`, the key of FactSheetData), and what helps a person to fill it.

    `options` is asked anew each time: codes with their labels in the reader's language. `required` says that nothing
    is published without it; a draft may leave it open. `follows` names the yes/no or choice that it explains.
    """

    key: str
    kind: Kind
    label: Any
    path: str
    guidance: Any = ""
    example: Any = ""
    required: bool = False
    longest: int = LONGEST_LINE
    options: Callable[[], Options] | None = None
    columns: tuple["Field", ...] = ()
    most: int = 0
    follows: str = ""
    measure: Measure = Measure.PLAIN

    @property
    def empty(self) -> Any:
        """What stands for nothing typed."""
        return [] if self.kind in {Kind.SEVERAL, Kind.ROWS} else ""


@dataclass(frozen=True)
class Section:
    """A page of the form; one of texts (`per_language`) stands once for each language."""

    name: str
    title: Any
    introduction: Any
    fields: tuple[Field, ...]
    per_language: bool = False
    _by_key: dict[str, Field] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_key.update({one.key: one for one in self.fields})

    def __getitem__(self, key: str) -> Field:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    @property
    def heading(self) -> Any:
        """The title, for templates: there `section.title` would be the field of that key."""
        return self.title

    @property
    def lead(self) -> Any:
        """The introduction, likewise."""
        return self.introduction

    @property
    def blank(self) -> dict[str, Any]:
        """The data of the section with nothing typed."""
        return {one.key: one.empty for one in self.fields}


def choices(kind: Any) -> Callable[[], Options]:
    """The options of a fixed choice."""
    return lambda: list(kind.choices)
