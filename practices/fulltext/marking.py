"""Finding in a text, as it was written, what the database found in its folded and stemmed words."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from practices.fulltext.folding import WORD, fold, stem, words_of
from practices.fulltext.terms import Term, Terms

LENGTH = 200
# A text that is hardly longer than an excerpt is shown whole.
WHOLE = 240
ELLIPSIS = "…"

# Words so common in a language that they are not looked up there: (language, folded word).
Common = Collection[tuple[str, str]]


class Piece(NamedTuple):
    """Part of a text; `marked` if it is what was looked for."""

    text: str
    marked: bool


class Span(NamedTuple):
    """Where a text has a term of the group with this number."""

    start: int
    end: int
    group: int


class _Token(NamedTuple):
    """A word of a term: by its stem, by its beginning, or any word at all where neither is given."""

    stem: str | None
    beginning: str | None

    def fits(self, folded: str, stemmed: str) -> bool:
        """Whether a word of the text is meant, if any is named."""
        return stemmed == self.stem or (self.beginning is not None and folded.startswith(self.beginning))


_ANY = _Token(None, None)


class Marker(dict[str, tuple[int, ...]]):
    """The terms of a search as they are looked for in the texts of a language.

    As a mapping: for each word, as it is written, the numbers of the tokens that it fits.
    """

    def __init__(self, terms: Terms, language: str, common: Common) -> None:
        super().__init__()
        self.language = language
        self.tokens: list[_Token] = []
        # The number of a group, and the tokens that stand one after another.
        self.patterns: list[tuple[int, list[int]]] = []
        for group, alternatives in enumerate(terms.wanted):
            for term in alternatives:
                self._add(group, _tokens(term, language, common))
        self.groups = {group for group, _tokens_of_it in self.patterns}
        known = [part for token in self.tokens for part in token if part is not None]
        # Stemming is slow, so words that begin otherwise are passed over. Irish words change at their beginning.
        self.beginnings = ("",) if language == "ga" else tuple({part[:2] for part in known})

    def _add(self, group: int, tokens: Sequence[_Token]) -> None:
        if tokens:
            first = len(self.tokens)
            self.tokens += tokens
            self.patterns.append((group, list(range(first, len(self.tokens)))))

    def __missing__(self, word: str) -> tuple[int, ...]:
        folded = fold(word)
        fits: tuple[int, ...] = ()
        if folded.startswith(self.beginnings):
            stemmed = stem(self.language, folded)
            fits = tuple(n for n, token in enumerate(self.tokens) if token.fits(folded, stemmed))
        self[word] = fits
        return fits

    def spans(self, text: str) -> list[Span]:
        """Every place of the text that has a term, in order."""
        if not any(self[word] for word in set(WORD.findall(text))):
            return []
        words = list(WORD.finditer(text))
        hits = [(number, fits) for number, word in enumerate(words) if (fits := self[word[0]])]
        found = set()
        for group, tokens in self.patterns:
            for first, fits in hits:
                last = first + len(tokens) - 1
                if tokens[0] in fits and last < len(words) and self._follow(words[first + 1 : last + 1], tokens[1:]):
                    found.add(Span(words[first].start(), words[last].end(), group))
        return sorted(found)

    def _follow(self, words: Sequence[re.Match[str]], tokens: Sequence[int]) -> bool:
        fits = zip(words, tokens, strict=True)
        return all(self.tokens[token] == _ANY or token in self[word[0]] for word, token in fits)


def _tokens(term: Term, language: str, common: Common) -> list[_Token]:
    """The words of a term; those not looked up at its ends left out, as the database leaves them out."""
    words = words_of(term.text)
    tokens = [_Token(None if (language, word) in common else stem(language, word), None) for word in words]
    if tokens and term.beginning:
        tokens[-1] = tokens[-1]._replace(beginning=words[-1])
    while tokens and tokens[0] == _ANY:
        tokens.pop(0)
    while tokens and tokens[-1] == _ANY:
        tokens.pop()
    return tokens


def marked(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The whole text in pieces; places that overlap are marked as one."""
    pieces = []
    done = 0
    for start, end in _joined(spans):
        pieces += [Piece(text[done:start], marked=False), Piece(text[start:end], marked=True)]
        done = end
    pieces.append(Piece(text[done:], marked=False))
    return tuple(piece for piece in pieces if piece.text)


def excerpt(text: str, spans: Sequence[Span], sought: Collection[int]) -> tuple[Piece, ...]:
    """About 200 characters of a text, around the place that has most of the groups sought, then most of all groups."""
    if len(text) <= WHOLE:
        return marked(text, spans)
    best = max((_from(first, spans) for first in spans), key=lambda window: _worth(window, sought))
    first, last = best[0].start, max(span.end for span in best)
    start = max(0, min(first - (LENGTH - (last - first)) // 2, len(text) - LENGTH, first))
    start, end = _at_words(text, start, max(start + LENGTH, last), first, last)
    shown = [Span(s.start - start, s.end - start, s.group) for s in spans if start <= s.start and s.end <= end]
    pieces = marked(text[start:end], shown)
    before = (Piece(f"{ELLIPSIS} ", marked=False),) if start > 0 else ()
    after = (Piece(f" {ELLIPSIS}", marked=False),) if end < len(text) else ()
    return _run_together((*before, *pieces, *after))


def _from(first: Span, spans: Iterable[Span]) -> list[Span]:
    """What an excerpt can show that begins with a place; that place is shown however long it is."""
    return [first, *(span for span in spans if first.start <= span.start and span.end <= first.start + LENGTH)]


def _worth(window: Iterable[Span], sought: Collection[int]) -> tuple[int, int]:
    groups = {span.group for span in window}
    return len(groups.intersection(sought)), len(groups)


def _at_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Start and end moved inwards to where a word begins and ends, but not into what is from `first` to `last`."""
    if start > 0:
        space = text.find(" ", start - 1, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", last, end + 1)
        end = space if space >= 0 else end
    return start, end


def _joined(spans: Iterable[Span]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end, _group in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _run_together(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours that are not marked become one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.marked and not found[-1].marked:
            found[-1] = Piece(found[-1].text + piece.text, marked=False)
        else:
            found.append(piece)
    return tuple(found)
