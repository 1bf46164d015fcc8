"""A document that is added only shows pages, and no longer tells who made it."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from practices.attachments import CheckedFile, check_file
from practices.attachments.documents import MOST_OBJECTS, MOST_SEARCHES
from practices.errors import InvalidFile
from tests.practices import made_files as made

DAMAGED = "The document is damaged or has no pages. Open it, print it to a new PDF, and choose that."
LOCKED = "The document is locked with a password. Save it without one."
LONG = "The document has more than 500 pages. Take out those that matter here."
PARTS = "The document has too many parts. Print it to a new PDF."
PROGRAM = "The document holds a program (JavaScript or a form with one). Print it to a new PDF."
STARTS = "The document starts something when it is opened or clicked. Print it to a new PDF."
FILES = "The document has other files inside. Add those by themselves, and print it to a new PDF."
SENDS = "The document holds a form that sends or takes in data. Print it to a new PDF."
MEDIA = "The document plays sound or film. Print it to a new PDF."
FORM = "The document holds a form to be filled in. Save a flat copy: print it to a new PDF, and add that."
LEADS = "The document has a link that leads to no web page and to no e-mail address. Take the link out."
SIGNED = "The document is signed, with the name of who signed. Print it to a new PDF."


SHARE = r"\\evil.example\share\x.pdf"


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


def lies_elsewhere(writer: PdfWriter, entry: str) -> None:
    """Lets the content of the first page be that of another file."""
    content = _text("x")
    content.update(made.record(**{entry: SHARE}))
    writer.pages[0].update(made.record(Contents=writer._add_object(content)))


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
        pytest.param(lambda: made.opening(S="/URI", URI="https://evil.example/"), STARTS, id="address-when-opened"),
        pytest.param(lambda: made.opening(S="/Named", N="/NextPage"), STARTS, id="command-when-opened"),
        pytest.param(lambda: made.turning(S="/GoToR", F=SHARE), STARTS, id="file-of-others-when-a-page-opens"),
        pytest.param(lambda: made.turning(S="/GoTo", D="part"), STARTS, id="jump-when-a-page-opens"),
        pytest.param(
            lambda: made.turning(S="/URI", URI="https://evil.example/"), STARTS, id="address-when-a-page-opens"
        ),
        pytest.param(lambda: made.turning(S="/Named", N="/Print"), STARTS, id="printing-when-a-page-opens"),
        pytest.param(lambda: made.turning([{"S": "/Named"}]), STARTS, id="several-when-a-page-opens"),
        pytest.param(lambda: made.linking(S="/GoToR", F=SHARE), STARTS, id="file-of-others"),
        pytest.param(lambda: made.linking(S="/Named", N="/Print"), STARTS, id="printing"),
        pytest.param(lambda: made.linking(S="/Hide", T="x"), STARTS, id="other-action"),
        pytest.param(lambda: made.clicking(Subtype="/Link", PA={"S": "/Hide"}), STARTS, id="what-a-link-was-before"),
        pytest.param(
            lambda: made.linking(S="/GoTo", Next=[{"S": "/GoTo"}, {"S": "/ResetForm"}]),
            STARTS,
            id="second-of-next-steps",
        ),
        pytest.param(lambda: made.linking(S="/URI", URI=SHARE), LEADS, id="link-to-a-file-of-others"),
        pytest.param(lambda: made.linking(S="/URI", URI="file:///etc/passwd"), LEADS, id="link-to-a-file"),
        pytest.param(lambda: made.linking(S="/URI", URI="report.pdf"), LEADS, id="link-to-what-lies-beside-it"),
        pytest.param(lambda: made.linking(S="/URI"), LEADS, id="link-to-nothing"),
        pytest.param(lambda: made.asking(FT="/Tx", T="name"), FORM, id="form"),
        pytest.param(lambda: made.clicking(Subtype="/Screen"), MEDIA, id="film-of-another-kind"),
        pytest.param(lambda: made.changed(lambda writer: lies_elsewhere(writer, "F")), FILES, id="content-of-others"),
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


def missing(how_many: int) -> bytes:
    """A document that names so many parts which it does not have."""

    def name(writer: PdfWriter) -> None:
        writer.root_object.update(
            made.record(X=[IndirectObject(9000 + number, 0, writer) for number in range(how_many)])
        )

    return made.changed(name)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda: missing(MOST_SEARCHES - 1), "application/pdf", id="some-missing"),
        pytest.param(lambda: missing(MOST_SEARCHES + 1), DAMAGED, id="too-many-missing"),
        pytest.param(lambda: made.parts(MOST_OBJECTS // 2), "application/pdf", id="many"),
        pytest.param(lambda: made.parts(MOST_OBJECTS), PARTS, id="too-many"),
        pytest.param(lambda: made.parts(MOST_OBJECTS, []), PARTS, id="too-many-lists"),
    ],
)
def test_a_document_takes_some_seconds_to_read_at_most(make: Callable[[], bytes], said: str):
    assert outcome(make()) == said


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


@pytest.mark.parametrize(
    "action",
    [
        {"S": "/URI", "URI": "https://example.eu/"},
        {"S": "/URI", "URI": "HTTP://example.eu/Ελλάδα"},
        {"S": "/URI", "URI": "mailto:office@example.eu"},
        {"S": "/GoTo", "D": "part"},
        {"S": "/Named", "N": "/NextPage", "Next": {"S": "/GoTo", "D": "part"}},
    ],
)
def test_a_document_may_lead_to_pages_and_to_the_web(action):
    assert outcome(made.linking(**action)) == "application/pdf"


def test_a_font_or_a_picture_may_be_called_as_a_list_of_actions_is():
    font = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}
    picture = _text("x")
    picture.update(made.record(Type="/XObject", Subtype="/Form", Group={"S": "/Transparency"}))

    def name(writer: PdfWriter) -> None:
        resources = {"Font": {"AA": font, "A": font}, "XObject": {"AA": writer._add_object(picture)}}
        writer.pages[0].update(made.record(Resources=resources))

    assert outcome(made.changed(name)) == "application/pdf"


def test_a_form_without_fields_is_left_out():
    kept = read(check_file("a", made.changed(lambda writer: writer.root_object.update(made.record(AcroForm={})))))
    assert "/AcroForm" not in kept.root_object


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
