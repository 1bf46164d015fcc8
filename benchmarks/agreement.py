"""Nothing is timed before all rivals have answered alike: a benchmark of wrong answers is worth nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.cases import Case, Query
from benchmarks.errors import DisagreementError, RefusedError
from benchmarks.rivals import Answer, Rival


@dataclass
class Agreement:
    """What came of asking everybody.

    `compared` is the number of answers; `refusals` says why a rival has none, by the names of rival and case; `found`
    holds how many fact sheets each search of a case finds.
    """

    compared: int = 0
    refusals: dict[tuple[str, str], str] = field(default_factory=dict)
    found: dict[str, list[int]] = field(default_factory=dict)


def verify(cases: Sequence[Case], rivals: Sequence[Rival]) -> Agreement:
    """Asks every search of every rival once.

    Raises:
        DisagreementError: two answers differ.
    """
    agreement = Agreement()
    for case in cases:
        for query in case.queries:
            answers = {}
            for rival in rivals:
                if (rival.name, case.name) not in agreement.refusals:
                    try:
                        answers[rival] = _answer(rival, query)
                    except RefusedError as error:
                        agreement.refusals[rival.name, case.name] = str(error)
            _compare(case, query, answers)
            agreement.compared += len(answers)
            counts = [answer.count for answer in answers.values() if answer.count is not None]
            agreement.found.setdefault(case.name, []).extend(counts[:1])
    return agreement


def _answer(rival: Rival, query: Query) -> Answer:
    client = rival.connect()
    try:
        return rival.read(client.ask(query))
    finally:
        client.close()


def _compare(case: Case, query: Query, answers: dict[Rival, Answer]) -> None:
    # Each has a ranking of its own; which rows are the best is a matter of opinion, how many there are is not.
    for part in ("count", "facets") if query.ranked else ("count", "slugs", "facets"):
        said = [(rival, getattr(answer, part)) for rival, answer in answers.items()]
        said = [(rival, value) for rival, value in said if value is not None]
        for rival, value in said[1:]:
            first, expected = said[0]
            if value != expected:
                differs = f"{part} of {first.name} and {rival.name} differ: {_difference(expected, value)}"
                raise DisagreementError(f"{case.label}, {query}: {differs}")


def _difference(one: object, other: object) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
        return "; ".join(f"{name}: {one.get(name)} and {other.get(name)}" for name in names[:3])
    return f"{one} and {other}"
