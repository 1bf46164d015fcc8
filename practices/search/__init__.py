"""Answering a search: how many fact sheets match, which stand on a page, and how many each value of a facet shows.

PostgreSQL finds and ranks; bitmaps in the process count (docs/decisions/0005). Whoever asks sees one function and gets
one kind of answer, whichever of the two counted.
"""

from practices.search.answers import Answer, ask
from practices.search.bitmaps import FACETS
from practices.search.completions import Completions, completions
from practices.search.engine import follow_the_database, prepare
from practices.search.pages import Hit, Place, load
from practices.search.words import excerpts, finder_of, other_words

__all__ = [
    "FACETS",
    "Answer",
    "Completions",
    "Hit",
    "Place",
    "ask",
    "completions",
    "excerpts",
    "finder_of",
    "follow_the_database",
    "load",
    "other_words",
    "prepare",
]
