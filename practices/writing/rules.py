"""Rules of the database that a whole fact sheet breaks, told by the fields of the form."""

from collections.abc import Iterable

from django.db.models import Model

from network.errors import InvalidRecord
from network.workflows import hold_to_the_rules
from practices.data import FactSheetData
from practices.mistakes import in_rules
from practices.models import Draft, Practice
from practices.writing.assemble import Reading, locate
from practices.writing.interpret import Problem
from practices.writing.unfinished import as_far_as_it_goes, preview_of

# What says which fact sheet it is: the form does not ask for it, or the live one has the same.
_IDENTITY = ("public_id", "slug", "collection", "external_id", "organiser")
_ROWS = ("texts", "funding", "partners", "indicators", "sources")


def problems_in(error: InvalidRecord, content: FactSheetData) -> list[Problem]:
    """One problem for each rule, at the first field that it is about."""
    return [locate(where, rule) for where, rule in in_rules(error, Practice, content)]


def broken_so_far(draft: Draft, reading: Reading, *, rows: bool = True) -> list[Problem]:
    """Rules that a draft breaks in which something is missing besides, as far as one can tell; it only reads.

    What is missing or cannot be read is not said again.

    Args:
        rows: whether rows are held against their rules, too; that asks the database for each of them.
    """
    content, gaps = as_far_as_it_goes(draft, reading)
    practice = preview_of(draft, reading)
    for name in gaps & {"scope", "dimension"}:
        setattr(practice, name, getattr(content, name))
    faults = _faults(practice, exclude=_IDENTITY)
    for name in _ROWS if rows else ():
        for position, row in enumerate(getattr(practice, name).all()):
            exclude = ("practice", *(["organisation"] if name == "partners" else []))
            faults |= {f"{name}[{position}].{key}": said for key, said in _faults(row, exclude=exclude).items()}
    told = {(problem.section, problem.key) for problem in reading.problems}
    found = problems_in(InvalidRecord(faults), content)
    return [problem for problem in found if (problem.section, problem.key) not in told]


def _faults(record: Model, *, exclude: Iterable[str]) -> dict[str, list[str]]:
    try:
        hold_to_the_rules(record, exclude=exclude)
    except InvalidRecord as error:
        return dict(error.faults)
    return {}
