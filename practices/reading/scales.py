"""Words for thousands, millions and milliards in the official languages of the Union."""

import re
from collections import defaultdict
from functools import cache

from babel.core import Locale

from practices.enums import Language
from practices.reading.typed import fold

# What Babel leaves out: marks for all languages, short forms, and the long scale beside the English "billion".
_ANYWHERE = {"k": 1_000, "mio": 1_000_000, "mln": 1_000_000}
_MORE = {
    "da": {"billion": 10**12},
    "de": {"tsd": 1_000, "tausend": 1_000, "billion": 10**12},
    "en": {"mn": 1_000_000, "mill": 1_000_000},
    "es": {"mill": 1_000_000},
    "fr": {"billion": 10**12},
    "mt": {"elf": 1_000, "eluf": 1_000, "miljun": 1_000_000, "miljuni": 1_000_000},
    "nl": {"duizend": 1_000},
}


@cache
def scale_words() -> dict[str, dict[int, set[str]]]:
    """Each word, folded and without its full stop, with what it can mean and in which languages."""
    words: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language in Language.values:
        for word, scale in [*_of_babel(language), *_MORE.get(language, {}).items(), *_ANYWHERE.items()]:
            words[word][scale].add(language)
    return {word: dict(scales) for word, scales in words.items()}


def _of_babel(language: str) -> list[tuple[str, int]]:
    """ "0 millions" and "0,0 Mio'.'" as their words; single letters are left to `_ANYWHERE`, but for millions."""
    found = []
    for forms in Locale.parse(language).compact_decimal_formats.values():
        for patterns in forms.values():
            for scale in (1_000, 1_000_000, 1_000_000_000):
                pattern = patterns.get(str(scale))
                if pattern is None:
                    continue
                word = fold(re.sub(r"[0'.;¤]", "", pattern.pattern)).strip()
                shorter = pattern.pattern.split(";")[0].count("0") - 1  # Spanish has "0000 M" for milliards
                if len(word) > 1 or word == "m":
                    found.append((word, scale // 10 ** max(shorter, 0)))
    return found
