"""What can go wrong in the catalogue, in words fit for a user."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practices.models import SavedList
    from practices.writing.interpret import Problem


@dataclass(frozen=True)
class Fault:
    """One mistake in a fixture file: where it stands and which rule it breaks."""

    file: str
    record: str
    field: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.rule}"


class FaultyCatalogue(Exception):
    """The fixture files hold mistakes, all of them in `faults`; nothing was loaded."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


class StaleList(Exception):
    """The list on the account is not the one that its owner last saw; `stored` is what stands there."""

    def __init__(self, stored: "SavedList") -> None:
        super().__init__(f"list {stored.pk} has changed")
        self.stored = stored


class Unreadable(ValueError):
    """What somebody typed is no date, number or rate as it stands; the message says what to write instead."""


class Refused(Exception):
    """A workflow does not do what was asked: the message says why and what to do, `status` how HTTP says it."""

    status = 409


class StaleVersion(Refused):
    """Somebody else changed it in the meantime; `stored` is what stands there now."""

    def __init__(self, stored: object, message: str) -> None:
        super().__init__(message)
        self.stored = stored


class WrongState(Refused):
    """It has come too far, or not far enough, for what was asked."""


class NotAllowed(Refused):
    """Who asked may see it but not do that."""

    status = 403


class Incomplete(Refused):
    """A draft is no fact sheet yet; `problems` are those of `practices.writing`, in the order of the form."""

    status = 422

    def __init__(self, problems: "Sequence[Problem]", message: str) -> None:
        super().__init__(message)
        self.problems = list(problems)
