"""A document that is added only shows pages, and no longer tells who made it."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from practices.attachments import CheckedFile, check_file
from practices.errors import InvalidFile
from tests.practices import made_files as made

DAMAGED = "The document is damaged or has no pages. Open it, print it to a new PDF, and choose that."
LOCKED = "The document is locked with a password. Save it without one."
LONG = "The document has more than 500 pages. Take out those that matter here."
PROGRAM = "The document holds a program (JavaScript or a form with one). Print it to a new PDF."
STARTS = "The document starts something when it is opened or clicked. Print it to a new PDF."
FILES = "The document has other files inside. Add those by themselves, and print it to a new PDF."
SENDS = "The document holds a form that sends or takes in data. Print it to a new PDF."
MEDIA = "The document plays sound or film. Print it to a new PDF."
SIGNED = "The document is signed, with the name of who signed. Print it to a new PDF."


def outcome(content: bytes) -> str:
    """The type of the file, or the sentence with which it is refused."""
    try:
        return check_file("a", content).mime
    except InvalidFile as refused:
        return str(refused)


def read(file: CheckedFile) -> PdfReader:
    """The document as it is kept."""
    return PdfReader(BytesIO(file.clean_bytes))


def test_a_document_is_kept_with_its_pages():
    file = check_file("Bericht.pdf", made.document(3))
    described = (file.name, file.kind, file.mime, file.extension, file.width, file.height, file.pages)
    assert described == ("Bericht.pdf", "document", "application/pdf", ".pdf", None, None, 3)
    assert [page.extract_text() for page in read(file).pages] == ["Part 1", "Part 2", "Part 3"]


def says_one_page(writer: PdfWriter) -> None:
    """Lets a document count its pages wrongly."""
    pages = writer.root_object["/Pages"]
    assert isinstance(pages, DictionaryObject)
    pages.update(made.record(Count=1))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda: made.opening(S="/JavaScript", JS="1"), PROGRAM, id="javascript-when-opened"),
        pytest.param(lambda: made.opening(S="/JavaScript").replace(b"/JavaS", b"/J#61vaS"), PROGRAM, id="disguised"),
        pytest.param(lambda: made.opening(S="/Launch", F="calc.exe"), STARTS, id="launch-when-opened"),
        pytest.param(lambda: made.opening(S="/Hide", T="x"), STARTS, id="other-when-opened"),
        pytest.param(
            lambda: made.holding(JavaScript={"Names": ["x", {"S": "/JavaScript"}]}),
            PROGRAM,
            id="javascript-of-document",
        ),
        pytest.param(lambda: made.linking(S="/JavaScript", JS="1"), PROGRAM, id="javascript-of-link"),
        pytest.param(
            lambda: made.linking(S="/URI", URI=" JavaScript:alert(1)"), PROGRAM, id="address-that-is-a-program"
        ),
        pytest.param(lambda: made.linking(S="/URI", URI="javascript:ł"), PROGRAM, id="address-of-two-bytes"),
        pytest.param(lambda: made.linking(S="/Named", Next={"S": "/Launch"}), STARTS, id="launch-as-second-step"),
        pytest.param(lambda: made.clicking(AA={"E": {"S": "/JavaScript"}}), PROGRAM, id="javascript-when-passed"),
        pytest.param(lambda: made.linking(S="/SubmitForm", F="https://example.eu"), SENDS, id="form-that-sends"),
        pytest.param(lambda: made.linking(S="/ImportData", F="a.fdf"), SENDS, id="form-that-takes-in"),
        pytest.param(lambda: made.linking(S="/GoToE", D="x"), FILES, id="jump-into-a-file"),
        pytest.param(lambda: made.clicking(Subtype="/FileAttachment"), FILES, id="file-on-a-page"),
        pytest.param(lambda: made.changed(lambda writer: writer.add_attachment("a", b"MZ")), FILES, id="file-in-it"),
        pytest.param(lambda: made.clicking(Subtype="/RichMedia"), MEDIA, id="film"),
        pytest.param(lambda: made.holding(XFA="<xdp>"), PROGRAM, id="form-that-is-a-program"),
        pytest.param(lambda: made.clicking(FT="/Sig", V={"ByteRange": [0, 9]}), SIGNED, id="signed"),
        pytest.param(
            lambda: made.changed(lambda writer: writer.encrypt("x", algorithm="AES-256")), LOCKED, id="locked"
        ),
        pytest.param(
            lambda: made.changed(lambda writer: writer.encrypt("", "x", algorithm="AES-256")),
            LOCKED,
            id="locked-for-changes",
        ),
        pytest.param(lambda: made.document(501), LONG, id="long"),
        pytest.param(lambda: made.changed(says_one_page, pages=501), LONG, id="longer-than-it-says"),
        pytest.param(lambda: made.document()[:400], DAMAGED, id="truncated"),
        pytest.param(lambda: b"%PDF-1.7\n<html><script>alert(1)</script>", DAMAGED, id="html-as-pdf"),
        pytest.param(made.without_pages, DAMAGED, id="no-page"),
    ],
)
def test_a_document_that_does_more_than_show_pages_is_refused(make: Callable[[], bytes], said: str):
    assert outcome(make()) == said


@pytest.mark.parametrize("pages", [1, 500])
def test_a_document_of_some_hundred_pages_is_added(pages):
    assert check_file("a", made.document(pages)).pages == pages


def test_what_is_wrong_with_a_document_is_not_quoted_in_the_log():
    assert not logging.getLogger("pypdf").isEnabledFor(logging.ERROR)


def test_a_document_no_longer_tells_its_author_but_keeps_its_title():
    written = made.document()
    file = check_file("a.pdf", written)
    assert (made.CANARY in made.in_full(written), made.CANARY in made.in_full(file.clean_bytes)) == (True, False)
    assert str(read(file).metadata) == "{'/Title': 'Report'}"


def test_a_document_no_longer_holds_what_was_taken_out_of_it():
    first = made.changed(lambda writer: writer.pages[0].update(made.record(Contents=_text(made.CANARY))))
    writer = PdfWriter(BytesIO(first), incremental=True)
    writer.pages[0].update(made.record(Contents=_text("nothing")))
    second = BytesIO()
    writer.write(second)
    kept = check_file("a.pdf", second.getvalue()).clean_bytes
    assert (made.CANARY in made.in_full(second.getvalue()), made.CANARY in made.in_full(kept)) == (True, False)


def _text(said: str) -> StreamObject:
    stream = StreamObject()
    stream.set_data(f"% {said}".encode("latin-1", "replace"))
    return stream


def test_a_document_that_opens_at_a_page_opens_at_its_beginning():
    at_page = ArrayObject([NullObject(), NullObject()])
    opening = made.changed(lambda writer: writer.root_object.update(made.record(OpenAction=at_page)))
    going = made.opening(S="/GoTo", D="part")
    assert ["/OpenAction" in read(check_file("a", each)).root_object for each in (opening, going)] == [False, False]


def test_a_document_keeps_its_links_and_its_structure():
    link = made.linking(S="/URI", URI="https://example.eu/")
    kept = read(check_file("a", link))
    note = kept.pages[0]["/Annots"][0].get_object()  # type: ignore[index]  # its notes
    assert (note["/A"]["/URI"], "/StructTreeRoot" in kept.root_object) == ("https://example.eu/", True)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_is_damaged_in_a_document_is_taken_or_refused_with_a_sentence(data):
    content = made.document(1)
    at = data.draw(st.integers(5, len(content) - 1))
    harm = data.draw(st.binary(min_size=1, max_size=8))
    assert outcome(content[:at] + harm + content[at + len(harm) :]) in {"application/pdf", DAMAGED, LOCKED}
