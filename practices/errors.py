"""What can go wrong in the catalogue, in words fit for a user."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.errors import Refusal

if TYPE_CHECKING:
    from practices.models import SavedList, Tombstone
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


class StaleVersion(Refusal):
    """Somebody else changed it in the meantime; `stored` is what stands there now."""

    status = 409
    problem_type = "stale-version"

    def __init__(self, stored: object, message: str) -> None:
        super().__init__(message)
        self.stored = stored

    @property
    def members(self) -> dict[str, object]:
        """The version to read before trying again."""
        return {"version": getattr(self.stored, "version", None)}


class WrongState(Refusal):
    """It has come too far, or not far enough, for what was asked."""

    status = 409
    problem_type = "wrong-state"


class Incomplete(Refusal):
    """A draft is no fact sheet yet; `problems` are those of `practices.writing`, in the order of the form."""

    problem_type = "incomplete"

    def __init__(self, problems: "Sequence[Problem]", message: str) -> None:
        super().__init__(message)
        self.problems = list(problems)

    @property
    def members(self) -> dict[str, object]:
        """Every fault, by field: `section:key` or `section:key:language`."""
        errors: dict[str, list[str]] = {}
        for problem in self.problems:
            errors.setdefault(problem.field, []).append(problem.message)
        return {"errors": errors}


class InvalidFile(Refusal):
    """A file cannot be added; the message says why and what to do."""


class Gone(Refusal):
    """A fact sheet that stood here and does not any more; `reason` says why, `since` from which day on."""

    status = 410
    problem_type = "gone"

    def __init__(self, tombstone: "Tombstone") -> None:
        super().__init__(tombstone.pk)
        self.tombstone = tombstone

    def __str__(self) -> str:
        when = date_format(self.tombstone.at, "DATE_FORMAT")
        if self.tombstone.is_deleted:
            return _("The fact sheet that stood here was deleted on %(when)s.") % {"when": when}
        said = _("The fact sheet that stood here was taken off the site on %(when)s. The reason given: %(reason)s")
        return said % {"when": when, "reason": self.tombstone.reason}

    @property
    def members(self) -> dict[str, object]:
        """Its number, so that mirrors let go of it, and since when."""
        return {"id": str(self.tombstone.fact_sheet_id), "since": self.tombstone.at.date().isoformat()}
