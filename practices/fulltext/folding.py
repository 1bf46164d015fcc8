"""Words as the database compares them: without capitals and accents (`practices_fold`), and by their stems."""

import re
from functools import lru_cache
from unicodedata import normalize

import snowballstemmer

from practices.migrations._search import STEMMERS

# A run of letters and figures, whether an accent is part of its letter or follows it; an apostrophe is no letter.
WORD = re.compile(r"[^\W_\u02bc]+(?:[\u0300-\u036f]+[^\W_\u02bc]*)*")

_ACCENTS = re.compile("[\u0300-\u036f]+")
# Letters that no decomposition takes apart, as PostgreSQL's `unaccent` spells them; and one sigma for both.
_SPELT = str.maketrans(
    {
        "æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ĳ": "ij", "ĸ": "q", "ŀ": "l", "ł": "l", "ŋ": "n",
        "ŉ": "'n", "ø": "o", "œ": "oe", "\u017f": "s", "ß": "ss", "ŧ": "t", "þ": "th", "ǆ": "dz", "ǉ": "lj", "ǌ": "nj",
        "ς": "\u03c3", "ª": "a", "º": "o", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st",
        "ﬆ": "st",
    }
)  # fmt: skip
# PostgreSQL stems Dutch by the older of the two ways that there are.
_ALGORITHMS = STEMMERS | {"nl": "dutch_porter"}


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without capitals and accents."""
    if word.isascii():
        return word.lower()
    return _ACCENTS.sub("", normalize("NFD", word)).lower().translate(_SPELT)


@lru_cache(maxsize=50_000)
def stem(language: str, folded: str) -> str:
    """The stem of a folded word; the word itself where its language has no stemmer."""
    if language not in _ALGORITHMS:
        return folded
    # One for each word: a stemmer keeps the word that it works on, and several threads may ask at once.
    stemmed: str = snowballstemmer.stemmer(_ALGORITHMS[language]).stemWord(folded)
    return stemmed


def words_of(said: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(word) for word in WORD.findall(said)]
