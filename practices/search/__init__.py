"""Answering a search: how many fact sheets match, which stand on a page, and how many each value of a facet shows.

PostgreSQL finds and ranks; bitmaps in the process count (docs/decisions/0005). Whoever asks sees one function and gets
one kind of answer, whichever of the two counted.
"""

from practices.search.answers import Answer, ask
from practices.search.bitmaps import FACETS
from practices.search.engine import follow_the_database
from practices.search.pages import Hit, Place, load

__all__ = ["FACETS", "Answer", "Hit", "Place", "ask", "follow_the_database", "load"]
