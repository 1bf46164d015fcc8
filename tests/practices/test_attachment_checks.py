"""What is added to a fact sheet is a picture or a PDF by its content; a picture holds nothing but what one sees."""

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from practices.attachments import CheckedFile, check_file
from practices.attachments.checks import MEGABYTE
from practices.errors import InvalidFile
from tests.practices import made_files as made

DAMAGED = "The picture is damaged. Open it, save it anew, and choose it again."
SOMETHING_BESIDES = "The picture holds something else besides. Open it, and save it anew as JPEG or PNG."
TOO_MANY_PIXELS = "The picture has more than 40 million pixels. Save it smaller."
MARKUP = "The file is a web page or an SVG drawing, which can hold programs. Save it as PNG or PDF."
NEITHER = "The file is neither a picture (JPEG, PNG, WebP) nor a PDF. Save it as one of them."
OFFICE = "The file is a text, a table or an archive. Save it as PDF."


def refusal(content: bytes, name: str = "file") -> str:
    """The sentence with which it is refused."""
    with pytest.raises(InvalidFile) as refused:
        check_file(name, content)
    return str(refused.value)


def seen(file: CheckedFile) -> Image.Image:
    """The picture as it is kept."""
    return Image.open(BytesIO(file.clean_bytes))


@pytest.mark.parametrize(
    ("form", "mime", "extension"),
    [("JPEG", "image/jpeg", ".jpg"), ("PNG", "image/png", ".png"), ("WEBP", "image/webp", ".webp")],
)
def test_a_picture_is_kept_in_its_own_form(form, mime, extension):
    file = check_file(f"Rathaus{extension}", made.picture(form))
    described = (file.name, file.kind, file.mime, file.extension, file.width, file.height, file.pages)
    assert described == (f"Rathaus{extension}", "image", mime, extension, 64, 48, None)
    assert (seen(file).format, seen(file).size, file.size) == (form, (64, 48), len(file.clean_bytes))


@pytest.mark.parametrize("make", [made.picture, made.document])
def test_a_file_is_the_same_each_time_and_its_digest_says_so(make):
    content = make()
    first, second = check_file("a", content), check_file("b", content)
    assert (first.digest, second.digest) == (hashlib.sha256(first.clean_bytes).hexdigest(), first.digest)


def test_a_stream_is_read_no_further_than_the_largest_file():
    stream = BytesIO(b"\xff\xd8\xff" + bytes(60 * MEGABYTE))
    with pytest.raises(InvalidFile):
        check_file("a.jpg", stream)
    assert stream.tell() == 20 * MEGABYTE + 1


def test_what_a_file_is_decides_its_content_and_not_its_name():
    file = check_file("holiday.png", made.picture("JPEG"))
    assert (file.name, file.mime) == ("holiday.jpg", "image/jpeg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_no_longer_tells_who_took_it_and_where(form):
    taken = made.telling(form)
    kept = check_file("a", taken).clean_bytes
    canary = made.CANARY.encode()
    assert (canary in taken, canary in kept, dict(Image.open(BytesIO(kept)).getexif())) == (True, False, {})
    assert {"exif", "icc_profile", "xmp", "comment", "Author"} & seen(check_file("a", taken)).info.keys() == set()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_taken_sideways_stands_upright(form):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    file = check_file("a", made.picture(form, exif=exif))
    top, bottom = (seen(file).convert("RGB").getpixel((24, at)) for at in (5, 58))
    assert (file.width, file.height, seen(file).size) == (48, 64, (48, 64))
    assert (top[0] > 200 > bottom[0], bottom[2] > 200 > top[2]) == (True, True)  # type: ignore[index]  # colours


@pytest.mark.parametrize(
    ("profile", "left"),
    [
        pytest.param(made.srgb(), (255, 0, 0), id="usual"),
        pytest.param(b"no profile at all", (255, 0, 0), id="damaged"),
        pytest.param(b"", (255, 0, 0), id="empty"),
    ],
)
def test_a_picture_looks_the_same_without_its_profile(profile, left):
    file = check_file("a", made.picture("PNG", icc_profile=profile))
    assert seen(file).convert("RGB").getpixel((5, 5)) == left


def test_a_picture_with_colours_of_its_own_is_turned_into_the_usual_ones():
    file = check_file("a", made.picture("PNG", icc_profile=made.with_red_and_blue_exchanged()))
    red, _green, blue = seen(file).getpixel((5, 5))  # type: ignore[misc]  # colours
    assert (red < 60, blue > 200) == (True, True)


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("PNG", "1", "L"),
        ("PNG", "L", "L"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("JPEG", "L", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "YCbCr", "RGB"),
        ("WEBP", "RGBA", "RGB"),
    ],
)
def test_every_kind_of_colour_is_kept_as_screens_have_it(form, mode, kept):
    file = check_file("a", made.picture(form, made.colours(mode=mode)))
    assert (seen(file).mode, seen(file).size) == (kept, (64, 48))


def test_grey_of_sixteen_bits_keeps_its_shades():
    file = check_file("a", made.picture("PNG", Image.new("I;16", (9, 9), 0x8000)))
    assert (seen(file).mode, seen(file).getpixel((4, 4))) == ("L", 0x80)


def test_what_one_sees_through_stays_so():
    image = made.colours(mode="P")
    file = check_file("a", made.picture("PNG", image, transparency=image.getpixel((5, 5))))
    assert [seen(file).getpixel((at, 5))[3] for at in (5, 60)] == [0, 255]  # type: ignore[index]  # colours


def test_what_a_camera_appends_to_a_picture_is_left_out():
    assert check_file("a", made.picture("JPEG") + b"film " * 99) == check_file("a", made.picture("JPEG"))


def test_of_several_pictures_in_a_jpeg_the_first_is_kept():
    file = check_file("a", made.picture("MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]))
    assert (seen(file).format, seen(file).size) == ("JPEG", (64, 48))


GIF, TIFF, BMP, HEIC = (
    f"The file is a picture of the kind {kind}. Save it as JPEG, PNG or WebP."
    for kind in ("GIF", "TIFF", "BMP", "HEIC")
)
MOVES = "The picture moves. Save one of its frames as JPEG or PNG."
TOO_LONG = "The picture is more than 16000 pixels long. Save it smaller."
LARGE_PICTURE = "The picture is larger than 10.0\xa0MB. Save it smaller."
LARGE_DOCUMENT = "The document is larger than 20.0\xa0MB. Save it with smaller pictures, or split it."


def moving(form: str) -> bytes:
    """A picture of two frames."""
    return made.picture(form, save_all=True, append_images=[made.colours().rotate(180)])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda: b"", "The file is empty. Choose it again.", id="empty"),
        pytest.param(lambda: b"hello", NEITHER, id="text"),
        pytest.param(lambda: b"\x7fELF\x02\x01", NEITHER, id="program"),
        pytest.param(lambda: made.picture("GIF"), GIF, id="gif"),
        pytest.param(lambda: made.picture("TIFF"), TIFF, id="tiff"),
        pytest.param(lambda: made.picture("BMP"), BMP, id="bmp"),
        pytest.param(lambda: b"\0\0\0\x18ftypheic\0\0\0\0", HEIC, id="heic"),
        pytest.param(lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", MARKUP, id="svg"),
        pytest.param(lambda: b"\xef\xbb\xbf\n <!DOCTYPE html><p>", MARKUP, id="html"),
        pytest.param(lambda: "<html>".encode("utf-16"), MARKUP, id="html-of-two-bytes"),
        pytest.param(lambda: b"PK\x03\x04docx", OFFICE, id="office"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0doc", OFFICE, id="old-office"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n<html><body>Hi", SOMETHING_BESIDES, id="html-as-png"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), DAMAGED, id="png-of-zeros"),
        pytest.param(lambda: made.picture("PNG") + b"<p onclick='alert(1)'>", SOMETHING_BESIDES, id="html-behind-png"),
        pytest.param(lambda: made.picture("PNG") + b"PK\x03\x04", SOMETHING_BESIDES, id="archive-behind-png"),
        pytest.param(lambda: made.picture("WEBP") + b"PK\x03\x04", SOMETHING_BESIDES, id="archive-behind-webp"),
        pytest.param(
            lambda: made.picture("JPEG", comment=b"<SCRIPT>1</SCRIPT>"), SOMETHING_BESIDES, id="script-in-jpeg"
        ),
        pytest.param(lambda: made.picture("JPEG", comment=b"<?php system(1);"), SOMETHING_BESIDES, id="php-in-jpeg"),
        pytest.param(lambda: made.picture("JPEG") + made.document(), SOMETHING_BESIDES, id="pdf-behind-jpeg"),
        pytest.param(lambda: made.picture("JPEG")[:-200], DAMAGED, id="truncated-jpeg"),
        pytest.param(lambda: made.picture("PNG")[:-60], DAMAGED, id="truncated-png"),
        pytest.param(lambda: made.picture("WEBP")[:-20], DAMAGED, id="truncated-webp"),
        pytest.param(lambda: made.png_of_nothing(16_001, 1), TOO_LONG, id="giant-of-one-pixel"),
        pytest.param(lambda: made.png_of_nothing(8_000, 5_001), TOO_MANY_PIXELS, id="many-pixels"),
        pytest.param(lambda: made.png_of_nothing(16_000, 8_000), TOO_MANY_PIXELS, id="bomb-of-which-pillow-warns"),
        pytest.param(lambda: made.png_of_nothing(16_000, 16_000), TOO_MANY_PIXELS, id="bomb-that-pillow-refuses"),
        pytest.param(lambda: moving("PNG"), MOVES, id="moving-png"),
        pytest.param(lambda: moving("WEBP"), MOVES, id="moving-webp"),
        pytest.param(lambda: b"\xff\xd8\xff" + bytes(10 * MEGABYTE), LARGE_PICTURE, id="large-picture"),
        pytest.param(lambda: b"%PDF-" + bytes(20 * MEGABYTE), LARGE_DOCUMENT, id="large-document"),
    ],
)
def test_what_may_not_be_added_is_refused_with_the_way_out(make: Callable[[], bytes], said: str):
    assert refusal(make()) == said


def test_the_largest_picture_that_may_be_added_is_added():
    file = check_file("a", made.png_of_nothing(8_000, 5_000))
    assert (file.width, file.height) == (8_000, 5_000)


def test_text_that_unpacks_to_a_hundred_times_its_size_is_refused():
    packed = PngImagePlugin.PngInfo()
    packed.add_text("Comment", "x" * 70_000_000, zip=True)
    assert refusal(made.picture("PNG", pnginfo=packed)) == DAMAGED


def outcome(content: bytes) -> str:
    """The type of the file, or the sentence with which it is refused."""
    try:
        return check_file("a", content).mime
    except InvalidFile as refused:
        return str(refused)


@pytest.mark.parametrize(("form", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_is_damaged_in_a_picture_is_taken_or_refused_with_a_sentence(form, mime, data):
    content = made.picture(form)
    at = data.draw(st.integers(12, len(content) - 1))
    harm = data.draw(st.binary(min_size=1, max_size=8))
    assert outcome(content[:at] + harm + content[at + len(harm) :]) in {
        mime,
        DAMAGED,
        SOMETHING_BESIDES,
        TOO_LONG,
        TOO_MANY_PIXELS,
        MOVES,
    }
