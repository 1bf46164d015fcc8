"""Full text: what was typed, where it is found, and how it is shown in its context."""

from practices.fulltext.excerpts import PARTS, Excerpt, Finder, finder
from practices.fulltext.folding import fold
from practices.fulltext.marking import Piece
from practices.fulltext.matching import Found, find, matches
from practices.fulltext.suggestions import suggestions
from practices.fulltext.terms import Term, Terms, read

__all__ = [
    "PARTS",
    "Excerpt",
    "Finder",
    "Found",
    "Piece",
    "Term",
    "Terms",
    "find",
    "finder",
    "fold",
    "matches",
    "read",
    "suggestions",
]
