"""Documents: PDFs that only show pages, written anew without their author."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from practices.errors import InvalidFile

MOST_PAGES = 500
MOST_OBJECTS = 100_000  # a tagged report of 450 pages has 5,400; so many take some seconds

# What a PDF may do beside showing pages (ISO 32000-2): actions (12.6.4), annotations (12.5.6), entries that hold them.
_PROGRAM, _STARTS, _FILES, _SENDS, _MEDIA, _SIGNED = range(6)
_ACTIONS = {
    "/JavaScript": _PROGRAM,
    "/Rendition": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/Launch": _STARTS,
    "/GoToE": _FILES,
    "/SubmitForm": _SENDS,
    "/ImportData": _SENDS,
}
_ANNOTATIONS = {"/RichMedia": _MEDIA, "/FileAttachment": _FILES}
_ENTRIES = {
    "/JS": _PROGRAM,
    "/JavaScript": _PROGRAM,
    "/XFA": _PROGRAM,
    "/EmbeddedFiles": _FILES,
    "/EF": _FILES,
    "/ByteRange": _SIGNED,
}
# Addresses that are programs, also with two bytes to a letter.
_RUNS = re.compile(rb"(?:javascript|vbscript|data):")
_UNSEEN = re.compile(rb"[\x00-\x20\xfe\xff]")
# What tells of its author or of the program that made it.
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")


def clean_document(data: bytes) -> tuple[bytes, int]:
    """The PDF anew, without author, history and first action, and its number of pages.

    Raises:
        InvalidFile: it is damaged, locked or too long, or does more than show pages.
    """
    try:
        reader = PdfReader(BytesIO(data))
        pages = _pages(reader)
        for found in _objects(reader):
            _refuse_what_acts(found)
            for entry in _PRIVATE:
                found.pop(entry, None)
        return _written_anew(reader), pages
    except (InvalidFile, MemoryError):
        raise
    except Exception:  # noqa: BLE001  # whatever a hostile file makes the parser raise, it is damaged
        raise InvalidFile(
            _("The document is damaged or has no pages. Open it, print it to a new PDF, and choose that.")
        ) from None


def _pages(reader: PdfReader) -> int:
    """How many there are, not how many the file says."""
    if reader.is_encrypted:
        raise InvalidFile(_("The document is locked with a password. Save it without one."))
    reader.get_page(0)  # finds them all
    pages = len(reader.flattened_pages or [])
    if pages > MOST_PAGES:
        raise InvalidFile(
            _("The document has more than %(most)s pages. Take out those that matter here.") % {"most": MOST_PAGES}
        )
    return pages


def _refuse_what_acts(found: DictionaryObject) -> None:
    opens = found["/OpenAction"] if "/OpenAction" in found else None  # noqa: SIM401  # get() does not follow references
    if isinstance(opens, DictionaryObject) and opens.get("/S") not in ("/GoTo", *_ACTIONS):
        raise InvalidFile(_reason(_STARTS))
    reason = _reason_against(found)
    if reason is not None:
        raise InvalidFile(_reason(reason))


def _reason_against(found: DictionaryObject) -> int | None:
    link = found["/URI"] if "/URI" in found else None  # noqa: SIM401  # as above
    if isinstance(link, TextStringObject | ByteStringObject) and _RUNS.match(
        _UNSEEN.sub(b"", link.original_bytes.lower())
    ):
        return _PROGRAM
    for entry, reasons in (("/S", _ACTIONS), ("/Subtype", _ANNOTATIONS)):
        value = found[entry] if entry in found else None  # noqa: SIM401  # as above
        if isinstance(value, NameObject) and value in reasons:
            return reasons[value]
    return next((reason for entry, reason in _ENTRIES.items() if entry in found), None)


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that the document reaches, each once."""
    waiting: list[Any] = [reader.trailer]
    met: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in met:
                continue
            met.add((found.idnum, found.generation))
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            count += 1
            if count > MOST_OBJECTS:
                raise InvalidFile(_("The document has too many parts. Print it to a new PDF."))
            yield found
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _written_anew(reader: PdfReader) -> bytes:
    """Only what the pages need: neither what was changed before nor who made it, but the title."""
    title = reader.metadata.title if reader.metadata else None
    writer = PdfWriter()
    writer.clone_reader_document_root(reader)
    writer.root_object.pop("/OpenAction", None)
    if title:
        writer.add_metadata({"/Title": title})
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _reason(kind: int) -> str:
    return {
        _PROGRAM: _("The document holds a program (JavaScript or a form with one). Print it to a new PDF."),
        _STARTS: _("The document starts something when it is opened or clicked. Print it to a new PDF."),
        _FILES: _("The document has other files inside. Add those by themselves, and print it to a new PDF."),
        _SENDS: _("The document holds a form that sends or takes in data. Print it to a new PDF."),
        _MEDIA: _("The document plays sound or film. Print it to a new PDF."),
        _SIGNED: _("The document is signed, with the name of who signed. Print it to a new PDF."),
    }[kind]
