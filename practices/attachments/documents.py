"""Documents: PDFs that show pages and lead to them and to the web, no more, written anew without their author."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from practices.errors import InvalidFile

MOST_PAGES = 500
MOST_OBJECTS = 30_000  # dictionaries and lists: a tagged report of 450 pages has 5,400; so many take some seconds
MOST_SEARCHES = 50  # of the whole file, for something that is not where the file says; each takes a tenth of a second

# What a PDF may do beside showing pages (ISO 32000-2): actions (12.6.4), annotations (12.5.6), entries that hold them.
_PROGRAM, _STARTS, _FILES, _SENDS, _MEDIA, _SIGNED, _FORM, _LEADS = range(8)
# Only these are taken, of what is clicked. Why another is not stands below, unless it just starts something.
_HARMLESS = {"/GoTo", "/URI", "/Named"}
_TURNS = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}  # the rest of /Named are the commands of a menu
_ACTIONS = {
    "/JavaScript": _PROGRAM,
    "/Rendition": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/Sound": _MEDIA,
    "/Movie": _MEDIA,
    "/Launch": _STARTS,
    "/GoToR": _STARTS,
    "/GoToE": _FILES,
    "/SubmitForm": _SENDS,
    "/ImportData": _SENDS,
}
_ANNOTATIONS = {
    "/RichMedia": _MEDIA,
    "/Screen": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/3D": _MEDIA,
    "/FileAttachment": _FILES,
}
# Where an action stands: of what is clicked, of an address that it stood for, after another.
_CLICKED = ("/A", "/PA", "/Next")
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
_LEADS_OUT = re.compile(rb"(?:https?://|mailto:)")
_UNSEEN = re.compile(rb"[\x00-\x20\xfe\xff]")
# What tells of its author or of the program that made it.
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")


def clean_document(data: bytes) -> tuple[bytes, int]:
    """The PDF anew, without author, history and first action, and its number of pages.

    Raises:
        InvalidFile: it is damaged, locked or too long, or does more than show pages.
    """
    try:
        reader = PdfReader(_Searched(data))
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


class _Searched(BytesIO):
    """A file whose parts are looked for in all of it only so often."""

    searches = 0

    def getbuffer(self) -> memoryview:
        """pypdf asks for it to search, anew for each part that it misses.

        Raises:
            PdfReadError: once too often.
        """
        self.searches += 1
        if self.searches > MOST_SEARCHES:
            raise PdfReadError
        return super().getbuffer()


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
    opens = _entry(found, "/OpenAction")
    if isinstance(opens, DictionaryObject) and _entry(opens, "/S") not in ("/GoTo", *_ACTIONS):
        raise InvalidFile(_reason(_STARTS))
    reason = _reason_against(found)
    if reason is not None:
        raise InvalidFile(_reason(reason))


def _reason_against(found: DictionaryObject) -> int | None:
    for entry, reasons in (("/S", _ACTIONS), ("/Subtype", _ANNOTATIONS)):
        value = _entry(found, entry)
        if isinstance(value, NameObject) and value in reasons:
            return reasons[value]
    for entry, why in _ENTRIES.items():
        if entry in found:
            return why
    if isinstance(found, StreamObject) and ("/F" in found or "/Ref" in found):  # its content lies elsewhere
        return _FILES
    form = _entry(found, "/AcroForm")
    if isinstance(form, DictionaryObject) and "/XFA" not in form and _entry(form, "/Fields"):
        return _FORM
    # What happens by itself; the same name may stand for a font or a picture, which is no list of actions.
    happens = _entry(found, "/AA")
    if isinstance(happens, DictionaryObject) and not isinstance(happens, StreamObject):
        for name in happens:
            for action in _actions(_entry(happens, name)):
                return _ACTIONS.get(_entry(action, "/S"), _STARTS)
    clicked = [action for entry in _CLICKED for action in _actions(_entry(found, entry))]
    return next((reason for action in clicked if (reason := _reason_against_action(action)) is not None), None)


def _reason_against_action(action: DictionaryObject) -> int | None:
    kind = _entry(action, "/S")
    if kind == "/URI":
        link = _entry(action, "/URI")
        written = link.original_bytes if isinstance(link, TextStringObject | ByteStringObject) else b""
        written = _UNSEEN.sub(b"", written.lower())
        return _PROGRAM if _RUNS.match(written) else None if _LEADS_OUT.match(written) else _LEADS
    if kind == "/Named" and _entry(action, "/N") not in _TURNS:
        return _STARTS
    return None if kind in _HARMLESS else _ACTIONS.get(kind, _STARTS)


def _actions(found: Any) -> list[DictionaryObject]:
    """Those of an entry that holds one or many."""
    several = [each.get_object() for each in found] if isinstance(found, ArrayObject) else [found]
    return [each for each in several if isinstance(each, DictionaryObject) and "/S" in each]


def _entry(found: DictionaryObject, name: str) -> Any:
    """What stands there, also behind a reference, which `get` does not follow; nothing if nothing does."""
    return found[name] if name in found else None  # noqa: SIM401  # as said


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
        if not isinstance(found, DictionaryObject | ArrayObject):
            continue
        count += 1
        if count > MOST_OBJECTS:
            raise InvalidFile(_("The document has too many parts. Print it to a new PDF."))
        if isinstance(found, DictionaryObject):
            yield found
        waiting.extend(found.values() if isinstance(found, DictionaryObject) else found)


def _written_anew(reader: PdfReader) -> bytes:
    """Only what the pages need: neither what was changed before nor who made it, but the title."""
    title = reader.metadata.title if reader.metadata else None
    writer = PdfWriter()
    writer.clone_reader_document_root(reader)
    for entry in ("/OpenAction", "/AcroForm"):  # the form has no fields
        writer.root_object.pop(entry, None)
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
        _FORM: _("The document holds a form to be filled in. Save a flat copy: print it to a new PDF, and add that."),
        _LEADS: _("The document has a link that leads to no web page and to no e-mail address. Take the link out."),
    }[kind]
