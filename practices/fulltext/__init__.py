"""Full text: what was typed, where it is found, and how it is shown in its context."""

from practices.fulltext.matching import Found, find, matches
from practices.fulltext.terms import Term, Terms, read

__all__ = ["Found", "Term", "Terms", "find", "matches", "read"]
