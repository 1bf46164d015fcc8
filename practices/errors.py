"""What can go wrong in the catalogue, in words fit for a user."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practices.models import SavedList


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
