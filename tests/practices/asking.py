"""Asking the search whatever comes to mind, and comparing its answers with those found by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from practices.filters import PracticeFilterSet
from practices.filters.options import SORTS
from practices.models import Practice
from practices.search import FACETS, Answer, ask
from practices.search.pages import Hit
from tests.practices.by_hand import Found, Search, Sheet, Wanted, Words
from tests.practices.changes import NAMES, WORDS

YEARS = range(2007, 2014)
RANGES = ("started_from", "started_to", "ended_from", "ended_to")


@dataclass(frozen=True)
class Question:
    """What is asked: of the facets, by words, and the same in the words of an address."""

    asked: Search
    words: Words
    typed: str

    @property
    def address(self) -> str:
        """What stands after the question mark."""
        return urlencode({**self.asked, **({"q": self.typed} if self.typed else {})}, doseq=True)

    @property
    def by_worth(self) -> bool:
        """Whether the best match comes first."""
        return bool(self.typed) and "sort" not in self.asked


def question(chance: Random, catalogue: Sequence[Sheet]) -> Question:
    """Up to three facets with up to three values each, sometimes years or words, mostly a sort."""
    asked: dict[str, list[str]] = {}
    for name in chance.sample(sorted(FACETS), k=chance.choice([0, 1, 1, 2, 3])):
        had = sorted(set().union(*(sheet.has[name] for sheet in catalogue)))
        asked[name] = chance.sample(had, k=min(len(had), chance.randint(1, 3)))
    for name in chance.sample(RANGES, k=chance.choice([0, 0, 1, 2])):
        asked[name] = [str(chance.choice(YEARS))]
    if chance.random() < 0.7:
        asked["sort"] = [chance.choice([name for name, _label in SORTS if name != "relevance"])]
    words, typed = _words(chance) if chance.random() < 0.4 else (Words(), "")
    return Question({name: values for name, values in asked.items() if values}, words, typed)


def filterset_of(address: str) -> PracticeFilterSet:
    """The filters that an address stands for."""
    filterset = PracticeFilterSet(QueryDict(address), queryset=Practice.objects.all())
    assert filterset.is_valid(), filterset.errors
    return filterset


def answer_to(address: str) -> Answer:
    """What the search answers, with every facet."""
    return ask(filterset_of(address), FACETS)


def told(answer: Answer, size: int, *, backwards: bool = False) -> Found:
    """All that an answer says: its list page after page from the beginning, or from the end."""
    order: list[int] = []
    at: tuple[Any, int] | None = None
    while hits := answer.beyond(at, backwards=backwards, limit=size):
        order += [hit.pk for hit in hits]
        at = answer.place(hits[-1])
    return Found(answer.count, counts(answer), order[::-1] if backwards else order)


def there_and_back(answer: Answer, size: int) -> tuple[list[Hit], list[Hit]]:
    """The first page as it is given out, and as it comes from the second one backwards."""
    first = answer.beyond(None, backwards=False, limit=size)
    second = answer.beyond(answer.place(first[-1]), backwards=False, limit=size) if first else []
    if not second:
        return first, first
    return first, answer.beyond(answer.place(second[0]), backwards=True, limit=size)[::-1]


def counts(answer: Answer) -> dict[str, dict[str, int]]:
    """The counts of the facets, without those that are nothing."""
    return {
        facet.name: {value.value: value.count for value in facet.values if value.count}
        for facet in answer.facets
        if any(value.count for value in facet.values)
    }


def _words(chance: Random) -> tuple[Words, str]:
    """Words, phrases, either or, beginnings and exclusions; and how they are typed."""
    groups, typed = [], []
    for _ in range(chance.randint(0, 2)):
        group = [_wanted(chance) for _ in range(chance.choice([1, 1, 2]))]
        groups.append(group)
        typed.append(" OR ".join(map(_typed, group)))
    unwanted = [_wanted(chance) for _ in range(chance.randint(0 if groups else 1, 1))]
    typed += [f"-{_typed(one)}" for one in unwanted]
    if not unwanted and not groups[-1][-1].beginning and len(groups[-1][-1].words) == 1:
        # Whoever has typed nothing after a word may be about to go on with it.
        groups[-1][-1] = Wanted(groups[-1][-1].words, beginning=True)
    return Words(groups, unwanted), " ".join(typed)


def _wanted(chance: Random) -> Wanted:
    kind = chance.random()
    if kind < 0.2:
        return Wanted(chance.choices(WORDS, k=2))
    if kind < 0.4:
        return Wanted([chance.choice([*WORDS, *NAMES])[: chance.randint(3, 6)]], beginning=True)
    return Wanted([chance.choice([*WORDS, *NAMES])])


def _typed(one: Wanted) -> str:
    if len(one.words) > 1:
        return f'"{" ".join(one.words)}"'
    return f"{one.words[0]}*" if one.beginning else one.words[0]
