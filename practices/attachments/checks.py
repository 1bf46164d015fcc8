"""Whether a file is what may be added: a picture or a PDF, by its content, whatever its name says."""

import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from practices.attachments.documents import clean_document
from practices.attachments.images import clean_image
from practices.attachments.names import display_name
from practices.enums import AttachmentKind
from practices.errors import InvalidFile

MEGABYTE = 1024**2
LARGEST = {AttachmentKind.IMAGE: 10 * MEGABYTE, AttachmentKind.DOCUMENT: 20 * MEGABYTE}

_BEGINS = [
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("PDF", re.compile(rb"%PDF-")),
    ("GIF", re.compile(rb"GIF8")),
    ("TIFF", re.compile(rb"II\*\x00|MM\x00\*")),
    ("BMP", re.compile(rb"BM.{12}", re.DOTALL)),
    ("HEIC", re.compile(rb".{4}ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL)),
    ("markup", re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")),
    ("office", re.compile(rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0|\{\\rtf")),
]
_TYPES = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
    "PDF": ("application/pdf", ".pdf"),
}


@dataclass(frozen=True)
class CheckedFile:
    """A file as it is kept: written anew, so that nothing but the picture or the pages is in it.

    `name` is for people, `digest` the SHA-256 of `clean_bytes`: the same for a file that is added twice.
    """

    name: str
    kind: AttachmentKind
    mime: str
    extension: str
    clean_bytes: bytes
    digest: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.clean_bytes)


class Stream(Protocol):
    """What bytes are read from: an open file, or one that was sent."""

    def read(self, most: int, /) -> bytes: ...


def check_file(name: str, content: bytes | Stream) -> CheckedFile:
    """Reads a file in full and writes it anew.

    Args:
        name: as it came; only its last part is kept, with the ending that the content asks for.
        content: no more of a stream is read than the largest file may have.

    Raises:
        InvalidFile: it is none of what may be added, too large, damaged or dangerous; the message says what to do.
    """
    most = max(LARGEST.values())
    data = content[: most + 1] if isinstance(content, bytes) else content.read(most + 1)
    if not data:
        raise InvalidFile(_("The file is empty. Choose it again."))
    form = next((form for form, begins in _BEGINS if begins.match(data)), "")
    if form not in _TYPES:
        raise InvalidFile(_refusal(form))
    kind = AttachmentKind.DOCUMENT if form == "PDF" else AttachmentKind.IMAGE
    if len(data) > LARGEST[kind]:
        raise InvalidFile(_too_large(kind))
    mime, extension = _TYPES[form]
    width, height, pages = None, None, None
    if kind is AttachmentKind.DOCUMENT:
        clean, pages = clean_document(data)
    else:
        clean, width, height = clean_image(data, form)
    return CheckedFile(
        name=display_name(name, extension),
        kind=kind,
        mime=mime,
        extension=extension,
        clean_bytes=clean,
        digest=hashlib.sha256(clean).hexdigest(),
        width=width,
        height=height,
        pages=pages,
    )


def _too_large(kind: AttachmentKind) -> str:
    most = {"most": filesizeformat(LARGEST[kind])}
    if kind is AttachmentKind.DOCUMENT:
        return _("The document is larger than %(most)s. Save it with smaller pictures, or split it.") % most
    return _("The picture is larger than %(most)s. Save it smaller.") % most


def _refusal(form: str) -> str:
    if form in {"GIF", "TIFF", "BMP", "HEIC"}:
        return _("The file is a picture of the kind %(kind)s. Save it as JPEG, PNG or WebP.") % {"kind": form}
    if form == "markup":
        return _("The file is a web page or an SVG drawing, which can hold programs. Save it as PNG or PDF.")
    if form == "office":
        return _("The file is a text, a table or an archive. Save it as PDF.")
    return _("The file is neither a picture (JPEG, PNG, WebP) nor a PDF. Save it as one of them.")
