"""How much may be added to one fact sheet."""

from collections.abc import Iterable
from typing import Protocol

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from practices.enums import AttachmentKind
from practices.errors import InvalidFile

MOST = {AttachmentKind.IMAGE: 10, AttachmentKind.DOCUMENT: 10}
MOST_IN_ALL = 60 * 1024**2  # bytes


class Kept(Protocol):
    """What counts of a file: a record of the database, or one that was checked just now."""

    @property
    def kind(self) -> str: ...

    @property
    def size(self) -> int: ...


def check_room(existing: Iterable[Kept], new: Kept) -> None:
    """Whether another file finds room; the caller keeps others from adding one at the same time.

    Raises:
        InvalidFile: it does not; the message says what to do.
    """
    files = list(existing)
    kind = AttachmentKind(new.kind)
    if sum(file.kind == kind for file in files) >= MOST[kind]:
        most = {"most": MOST[kind]}
        if kind is AttachmentKind.DOCUMENT:
            raise InvalidFile(_("There are %(most)s documents already. Remove one before you add another.") % most)
        raise InvalidFile(_("There are %(most)s pictures already. Remove one before you add another.") % most)
    if sum(file.size for file in files) + new.size > MOST_IN_ALL:
        raise InvalidFile(
            _("All files together would be larger than %(most)s. Remove one, or save this one smaller.")
            % {"most": filesizeformat(MOST_IN_ALL)}
        )
