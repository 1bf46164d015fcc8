"""The catalogue's records. One file per subject; import them from here."""

from practices.models.assessment import Assessment
from practices.models.practice import Practice
from practices.models.practice_rules import RESERVED_SLUGS
from practices.models.results import Indicator
from practices.models.saved import LONGEST_LIST, SavedList, SavedListEntry
from practices.models.search import Change, Document, Entry, SearchText, Word
from practices.models.sources import Source
from practices.models.support import Funding, Partner
from practices.models.text import SECTIONS, PracticeText
from practices.models.vocabulary import Aim, Collection, TargetGroup, Theme

__all__ = [
    "LONGEST_LIST",
    "RESERVED_SLUGS",
    "SECTIONS",
    "Aim",
    "Assessment",
    "Change",
    "Collection",
    "Document",
    "Entry",
    "Funding",
    "Indicator",
    "Partner",
    "Practice",
    "PracticeText",
    "SavedList",
    "SavedListEntry",
    "SearchText",
    "Source",
    "TargetGroup",
    "Theme",
    "Word",
]
