"""Texts that read like none and weigh like real ones: cut-ups of the project's own fact sheets, language by language.

Runs of three to eight words keep the frequencies and the neighbours of real words. 76 real texts do not hold the rare
words that a large catalogue has, so others are coined from halves of real ones. How many of the words of a text are
coined is the share of words that the real texts use only once (Good and Turing's estimate of what one has not met
yet); how often each one comes follows Mandelbrot's form of Zipf's law.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

SHORTEST_RUN, LONGEST_RUN = 3, 8
# Ranks of coined words, and by how many ranks the law is moved: none of them may be common.
COINED, SHIFT = 200_000, 2_000
# A name that a text coins comes twice in it on average.
TIMES_USED = 2
SHORTEST_PART = 5
_ENDS = " .,;:-(\N{EN DASH}"


@dataclass
class Wording:
    """The words of one language."""

    texts: Sequence[str]
    _words: list[str] = field(init=False)
    _long: list[str] = field(init=False)
    _share: float = field(init=False)
    _known: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._words = " ".join(self.texts).split()
        plain = Counter(word.strip(".,;:!?()“”\"'").lower() for word in self._words)
        self._long = sorted(word for word in plain if len(word) >= SHORTEST_PART and word.isalpha())
        self._share = sum(times == 1 for times in plain.values()) / len(self._words)

    def passage(self, chance: Random, length: int) -> str:
        """So many words, with the punctuation of the real ones; it begins with a capital and ends with a full stop."""
        words = self._run_together(chance, length)
        text = " ".join(words).rstrip(_ENDS)
        return f"{text[0].upper()}{text[1:]}."

    def title(self, chance: Random, length: int) -> str:
        """So many words (and one coined), without punctuation at the end."""
        words = [word.strip('.,;:()“”"') for word in self._run_together(chance, length)]
        text = " ".join(word for word in [*words, self.coined(chance)] if word)
        return f"{text[0].upper()}{text[1:]}"[:200]

    def coined(self, chance: Random) -> str:
        """A coined word, the more often the lower its rank."""
        rank = int(SHIFT * math.exp(chance.random() * math.log((COINED + SHIFT) / SHIFT)) - SHIFT)
        word = self._known.get(rank)
        if word is None:
            word = self._known[rank] = self._coin(rank)
        return word

    def _run_together(self, chance: Random, length: int) -> list[str]:
        words: list[str] = []
        while len(words) < length:
            start = int(chance.random() * (len(self._words) - LONGEST_RUN))
            words += self._words[
                start : start + SHORTEST_RUN + int(chance.random() * (LONGEST_RUN - SHORTEST_RUN + 1))
            ]
        del words[length:]
        # The fraction of a word is left to chance, so that the share holds for short passages too.
        count = int(length * self._share + chance.random())
        names = [self.coined(chance) for _ in range(math.ceil(count / TIMES_USED))]
        for _ in range(count):
            words[int(chance.random() * length)] = names[int(chance.random() * len(names))]
        return words

    def _coin(self, rank: int) -> str:
        """The head of one real word and the tail of another, the same for the same rank."""
        chance = Random(rank)  # a whole number gives the same on every machine
        head, tail = chance.choice(self._long), chance.choice(self._long)
        middle = chance.choice(self._long)[1:3] if chance.random() < 0.5 else ""
        return head[: math.ceil(len(head) / 2)] + middle + tail[len(tail) // 2 :]
