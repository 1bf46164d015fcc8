"""What was typed into the search field, taken apart: words, “phrases”, -exclusions, either OR other, begin*."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from practices.fulltext.folding import WORD, fold

# A word of which a reader has typed so much is taken for the beginning of a longer one.
SHORTEST_BEGINNING = 3
MOST_TERMS = 24
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# As phrases are marked in German, French, Greek, Polish and others.
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))
_LETTER = re.compile(r"\w")
# What runs into the next word in French, Italian and others: l'intégration, dell'integrazione.
_ELIDED = re.compile(r"(?:\w{1,2}|(?:[dns]?[aeu]|da|que)ll)['\u2019\u02bc](?=\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A word or a phrase; `beginning` says that longer words which begin so count too."""

    text: str
    phrase: bool = False
    beginning: bool = False


@dataclass(frozen=True)
class Terms:
    """What must be there, each group by any one of its terms; and what must not be there at all."""

    wanted: list[list[Term]] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def shown(self) -> list[Term]:
        """All that may be found and shown in its context."""
        return [term for group in self.wanted for term in group]


def read(typed: str) -> Terms:
    """Takes apart what was typed; any text at all has a meaning, if only an empty one.

    Terms without a letter or figure mean nothing, and of very many only the first count.
    """
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    widen = False
    parts = list(_PART.finditer(typed.translate(_QUOTES)))[:MOST_TERMS]
    for number, part in enumerate(parts, start=1):
        if part["word"] == "OR" and not part["minus"]:
            widen = bool(wanted)
            continue
        term = _term(part, last=number == len(parts))
        if term is None:
            continue
        if part["minus"]:
            unwanted.append(term)
        elif widen:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        widen = False
    return Terms(wanted, unwanted)


def _term(part: "re.Match[str]", *, last: bool) -> Term | None:
    if part["word"] is None:
        return Term(part["phrase"], phrase=True) if _LETTER.search(part["phrase"]) else None
    word = _ELIDED.sub("", part["word"], count=1) if _ELIDED.match(part["word"]) else part["word"]
    letters = len(_LETTER.findall(word))
    if not letters:
        return None
    asked = word.endswith("*")
    typing = last and not part["minus"] and letters >= SHORTEST_BEGINNING and word[-1].isalpha()
    return Term(word.rstrip("*"), beginning=asked or typing)


def reworded(typed: str, words: Mapping[str, str]) -> str:
    """What was typed with some words replaced where they are looked for; all else stays as it is.

    Args:
        words: the new words by the old ones, which are folded.
    """

    def renew(part: "re.Match[str]") -> str:
        if part["minus"]:
            return part[0]
        return WORD.sub(lambda word: words.get(fold(word[0]), word[0]), part[0])

    return _PART.sub(renew, typed)
