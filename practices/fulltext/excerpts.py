"""What was found, in its context: the language and the part of a fact sheet where it stands, and the words around it.

A match is looked for as the database found it: in one text with all that was wanted, in the way of its language.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from network.models import Country, Organisation
from practices.fulltext.folding import words_of
from practices.fulltext.marking import Common, Marker, Piece, Span, excerpt, marked
from practices.fulltext.matching import common_words
from practices.fulltext.terms import Terms
from practices.models import SECTIONS, Practice, PracticeText

# Where a match may stand, in the order of what it is worth.
PARTS = ("title", "original_title", "summary", "organiser", "place", "country", "partners", *SECTIONS)
# Those that belong to a fact sheet in every language.
NAMES = frozenset({"original_title", "organiser", "place", "country", "partners"})
# The languages in which a country is found by its name.
COUNTRIES_NAMED = ("en", "fr")


@dataclass(frozen=True)
class Excerpt:
    """Where a match stands and the words around it; `language` is empty for a name of no known language."""

    language: str
    part: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> list[str]:
        """What is marked, each once."""
        return list(dict.fromkeys(piece.text for piece in self.pieces if piece.marked))


@dataclass(frozen=True)
class _Part:
    name: str
    language: str
    text: str


class Finder:
    """Shows one search in fact sheets that match it.

    Args:
        terms: what was typed.
        common: the words of it that are not looked up, by language (matching.common_words).
        reader: the reader's language.
    """

    def __init__(self, terms: Terms, common: Common, reader: str) -> None:
        self.terms = terms
        self.common = common
        self.reader = reader
        self._markers: dict[str, Marker] = {}

    def marked(self, text: str, language: str) -> tuple[Piece, ...]:
        """A whole text with what was looked for marked."""
        return marked(text, self._marker(language).spans(text))

    def groups(self, text: str, language: str) -> set[int]:
        """The numbers of those groups of terms that a text has."""
        return {span.group for span in self._marker(language).spans(text)}

    def excerpt(self, practice: Practice, seen: Collection[int] = ()) -> Excerpt | None:
        """The best place of a fact sheet, which needs `with_names()`; None if nothing is found but what was seen.

        It is taken from a text that has all of what is looked for: the reader's, the English, the original, another.

        Args:
            seen: the numbers of those groups of terms that the reader sees elsewhere.
        """
        texts = {text.language: text for text in practice.texts.all()}
        best: _Match | None = None
        for language in dict.fromkeys((self.reader, "en", practice.language, *sorted(texts))):
            match = self._match(practice, texts[language], seen) if language in texts else None
            if match and (best is None or match.worth > best.worth):
                best = match
            if best and best.worth == (len(best.sought), True):
                break
        if best is None:
            return None
        return Excerpt(best.part.language, best.part.name, excerpt(best.part.text, best.spans, best.sought))

    def _match(self, practice: Practice, text: PracticeText, seen: Collection[int]) -> "_Match | None":
        """The part of a text that has most of what is sought: the first of several."""
        marker = self._marker(text.language)
        sought = marker.groups.difference(seen)
        everywhere: set[int] = set()
        best: tuple[tuple[int, int], _Part, list[Span]] | None = None
        for part in _parts(practice, text):
            spans = marker.spans(part.text)
            groups = {span.group for span in spans}
            everywhere |= groups & sought
            worth = len(groups & sought), len(groups)
            if worth[0] and (best is None or worth > best[0]):
                best = worth, part, spans
            if sought <= groups:
                break
        return _Match(best[1], best[2], sought, everywhere) if best else None

    def _marker(self, language: str) -> Marker:
        if language not in self._markers:
            self._markers[language] = Marker(self.terms, language, self.common)
        return self._markers[language]


def finder(terms: Terms, reader: str) -> Finder:
    """What shows a search to a reader of a language; asks the database which of the words it looks up."""
    words = [word for term in terms.shown for word in words_of(term.text)]
    return Finder(terms, common_words(words), reader)


@dataclass(frozen=True)
class _Match:
    """The best part of a text; `everywhere` are the groups sought that any part of it has."""

    part: _Part
    spans: Sequence[Span]
    sought: set[int]
    everywhere: set[int]

    @property
    def worth(self) -> tuple[int, bool]:
        """A match in the text of a language is better than one in a name, which every language has."""
        return len(self.everywhere), self.part.name not in NAMES


def _parts(practice: Practice, text: PracticeText) -> Iterator[_Part]:
    """All that a fact sheet is found by in a language, in the order of what a match is worth."""
    yield _Part("title", text.language, text.title)
    yield _Part("original_title", practice.original_title_language, practice.original_title)
    yield _Part("summary", text.language, text.summary)
    yield from _names("organiser", practice.organiser)
    yield _Part("place", "", practice.place_name)
    for country in practice.countries.all():
        yield from _names_of_country(country, text.language)
    yield _Part("partners", "", practice.partners_text)
    for partner in practice.partners.all():
        yield from _names("partners", partner.organisation)
    for section in SECTIONS:
        yield _Part(section, text.language, getattr(text, section))


def _names(part: str, organisation: Organisation) -> Iterator[_Part]:
    yield _Part(part, "", ", ".join(filter(None, (organisation.name, organisation.place_name))))
    yield from (_Part(part, language, name) for language, name in sorted(organisation.names.items()))


def _names_of_country(country: Country, preferred: str) -> Iterator[_Part]:
    for language in sorted(COUNTRIES_NAMED, key=lambda language: language != preferred):
        yield _Part("country", language, getattr(country, f"name_{language}") or "")
