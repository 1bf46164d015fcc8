"""The form of a fact sheet: its sections and fields, how what was typed is read, and how a fact sheet is typed out."""

from practices.writing.facts import BASICS, MONEY, PLACE, SUBJECT
from practices.writing.fields import Field, Kind, Section
from practices.writing.findings import PRINCIPLES, RESULTS, SOURCES
from practices.writing.texts import LESSONS, STORY, WORK

# In the order of the model, facts first where they are quickly given.
SECTIONS = (BASICS, PLACE, SUBJECT, STORY, WORK, LESSONS, MONEY, RESULTS, PRINCIPLES, SOURCES)
BY_NAME = {section.name: section for section in SECTIONS}

__all__ = ["BY_NAME", "SECTIONS", "Field", "Kind", "Section"]
