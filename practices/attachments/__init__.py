"""Files that people add to a fact sheet, checked by their content and stripped of what they tell of their author."""

from practices.attachments.checks import CheckedFile, check_file
from practices.attachments.names import random_name
from practices.attachments.room import check_room

__all__ = ["CheckedFile", "check_file", "check_room", "random_name"]
