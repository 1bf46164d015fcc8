"""The catalogue's records. One file per subject; import them from here."""

from practices.models.assessment import Assessment
from practices.models.attachment import Attachment, PracticeAttachment
from practices.models.draft import CoAuthor, Comment, Draft, DraftSection, Invitation, Presence
from practices.models.practice import Practice
from practices.models.practice_rules import RESERVED_SLUGS
from practices.models.results import Indicator
from practices.models.review import Remark, Submission
from practices.models.saved import LONGEST_LIST, SavedList, SavedListEntry
from practices.models.search import Change, Document, Entry, SearchText, Word
from practices.models.sources import Source
from practices.models.support import Funding, Partner
from practices.models.text import SECTIONS, PracticeText
from practices.models.version import PublishedVersion, Tombstone
from practices.models.vocabulary import Aim, Collection, TargetGroup, Theme

__all__ = [
    "LONGEST_LIST",
    "RESERVED_SLUGS",
    "SECTIONS",
    "Aim",
    "Assessment",
    "Attachment",
    "Change",
    "CoAuthor",
    "Collection",
    "Comment",
    "Document",
    "Draft",
    "DraftSection",
    "Entry",
    "Funding",
    "Indicator",
    "Invitation",
    "Partner",
    "Practice",
    "PracticeAttachment",
    "PracticeText",
    "Presence",
    "PublishedVersion",
    "Remark",
    "SavedList",
    "SavedListEntry",
    "SearchText",
    "Source",
    "Submission",
    "TargetGroup",
    "Theme",
    "Tombstone",
    "Word",
]
