"""Pictures and documents made on the spot, good ones and bad ones."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import typst
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

CANARY = "Kanarienvogel"


def colours(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right is blue, in any mode."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    return image.convert(mode)


def picture(form: str = "PNG", image: Image.Image | None = None, **saving: Any) -> bytes:
    """A picture as a file."""
    file = BytesIO()
    (image or colours()).save(file, form, **saving)
    return file.getvalue()


def telling(form: str) -> bytes:
    """A picture that tells who took it and where."""
    exif = Image.Exif()
    exif[0x013B] = CANARY  # artist
    exif.get_ifd(0x8825)[0x0001] = "N"  # latitude
    more: dict[str, Any] = {"exif": exif, "icc_profile": srgb(CANARY.encode())}
    if form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_itxt("Author", CANARY)
    elif form == "JPEG":
        more["comment"] = CANARY.encode()
        more["xmp"] = CANARY.encode()
    else:
        more["xmp"] = CANARY.encode()
    return picture(form, **more)


def srgb(more: bytes = b"") -> bytes:
    """The usual profile of colours."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + more


def with_red_and_blue_exchanged() -> bytes:
    """A profile for which red is what blue is for others."""
    return srgb().replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png_of_nothing(width: int, height: int) -> bytes:
    """A PNG of so many black pixels that is a thousandth of their size."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def document(pages: int = 2, *, author: str = CANARY) -> bytes:
    """A PDF as an office program makes them: tagged, with a title and an author."""
    text = "#set page(height: 8cm)\n" + "#pagebreak()\n".join(f"= Part {page}\n" for page in range(1, pages + 1))
    return typst.compile(f'#set document(title: "Report", author: "{author}")\n{text}'.encode())


def changed(change: Callable[[PdfWriter], object], pages: int = 2) -> bytes:
    """The document with something done to it."""
    writer = PdfWriter(clone_from=BytesIO(document(pages)))
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def record(**entries: Any) -> DictionaryObject:
    """A dictionary of a PDF; text that begins with "/" is a name."""
    return DictionaryObject({NameObject(f"/{name}"): _object(value) for name, value in entries.items()})


def _object(value: Any) -> Any:
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if type(value) is dict:
        return record(**value)
    return ArrayObject(map(_object, value)) if isinstance(value, list) else value


def opening(**action: Any) -> bytes:
    """The document with something that happens when it is opened."""
    return changed(lambda writer: writer.root_object.update(record(OpenAction=record(**action))))


def without_pages() -> bytes:
    """A document of nothing."""
    file = BytesIO()
    PdfWriter().write(file)
    return file.getvalue()


def holding(**names: Any) -> bytes:
    """The document with something in its list of names."""
    return changed(lambda writer: writer.root_object.update(record(Names=names)))


def clicking(**entries: Any) -> bytes:
    """The document with something on its first page that can be clicked."""
    note = {"Type": "/Annot", "Subtype": "/Widget", "Rect": [0, 0, 99, 99]} | entries
    return changed(lambda writer: writer.pages[0].update(record(Annots=[note])))


def linking(**action: Any) -> bytes:
    """The document with a link on its first page."""
    return clicking(Subtype="/Link", A=action)


def turning(*several: list[Any], **action: Any) -> bytes:
    """The document with something that happens when its first page is opened."""
    happens = {"O": several[0] if several else record(**action)}
    return changed(lambda writer: writer.pages[0].update(record(AA=happens)))


def asking(**field: Any) -> bytes:
    """The document with a form of one field."""
    return changed(lambda writer: writer.root_object.update(record(AcroForm={"Fields": [field]})))


def parts(how_many: int, each: Any = None) -> bytes:
    """The document with so many parts that mean nothing: dictionaries, or whatever is given."""
    return changed(lambda writer: writer.root_object.update(record(X=[{} if each is None else each] * how_many)))


def in_full(pdf: bytes) -> str:
    """All that a PDF holds, unpacked, also what no page shows."""
    reader = PdfReader(BytesIO(pdf))
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    found = [reader.trailer, *(reader.get_object(number) for number in range(1, size))]
    unpacked = [each.get_data().decode("latin-1") for each in found if isinstance(each, StreamObject)]
    return "\n".join([*map(repr, found), *unpacked])
