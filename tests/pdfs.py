"""Reads back what a PDF says: its text layer, tags, bookmarks and metadata.

Enough for what typst writes (objects that stand plain in the file, fonts with a ToUnicode map), not for any PDF.
"""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj$", re.DOTALL | re.MULTILINE)
_IN_BRACKETS = rb"(?:\\.|[^\\()])*"
for _depth in range(8):  # brackets that pair up stand in a string as they are
    _IN_BRACKETS = rb"(?:\\.|[^\\()]|\(" + _IN_BRACKETS + rb"\))*"
_STRING = rb"\(" + _IN_BRACKETS + rb"\)|<[0-9A-Fa-f]*>"
_LANGUAGE = rb"/Lang\((.*?)\)"
# What is of the page and not of the text: its head and foot, lines, grounds.
_ARTIFACT = re.compile(rb"/Artifact(?:<<[^()]*?>>)?\s*B[DM]C(.*?)EMC", re.DOTALL)
_COLOUR = re.compile(rb"/c\d+ cs ([\d.]+ [\d.]+ [\d.]+) scn")
# A change of font, or a text that is shown: one string, or several with the moves between them.
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|(" + _STRING + rb")Tj|\[((?:" + _STRING + rb"|[-\d. ])*)\]TJ", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Pdf:
    """A PDF as it was sent."""

    data: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        """Every object by its number."""
        return {int(number): body for number, body in _OBJECT.findall(self.data)}

    @property
    def pages(self) -> list[bytes]:
        """The pages in their order."""
        (tree,) = (body for body in self.objects.values() if b"/Type/Pages" in body)
        (kids,) = re.findall(rb"/Kids\[(.*?)\]", tree)
        return [self.objects[int(number)] for number in re.findall(rb"(\d+) 0 R", kids)]

    @property
    def language(self) -> str:
        """The language of the document."""
        (catalog,) = (body for body in self.objects.values() if b"/Type/Catalog" in body)
        (language,) = re.findall(_LANGUAGE, catalog)
        return str(language.decode())

    @property
    def languages(self) -> set[str]:
        """The languages of its parts."""
        places = [*self.objects.values(), *map(self._content, self.pages)]
        return {language.decode() for place in places for language in re.findall(_LANGUAGE, place)}

    @cached_property
    def text(self) -> str:
        """The text in its order, without white space, which lines do not keep, and without what is around it."""
        return "".join(self._text(page, _ARTIFACT.sub(b"", self._content(page))) for page in self.pages)

    @property
    def around(self) -> list[str]:
        """What stands on each page around the text, without white space: the head, the foot."""
        return [self._text(page, b"".join(_ARTIFACT.findall(self._content(page)))) for page in self.pages]

    @property
    def everything(self) -> list[str]:
        """The text and what is around it, page by page."""
        return [self._text(page, self._content(page)) for page in self.pages]

    @property
    def grounds(self) -> set[str]:
        """The colours that something is filled with, as "#fff4ea"."""
        painted = {colour for page in self.pages for colour in _COLOUR.findall(self._content(page))}
        return {"#" + "".join(f"{round(float(part) * 255):02x}" for part in colour.split()) for colour in painted}

    @property
    def tags(self) -> list[str]:
        """What the parts are to a reader who does not see them: H1, P, TH …"""
        return [
            tag.decode() for body in self.objects.values() for tag in re.findall(rb"^<</Type/StructElem/S/(\w+)", body)
        ]

    @property
    def alternatives(self) -> list[str]:
        """What stands for the figures."""
        return self._strings(rb"^<</Type/StructElem/S/Figure.*?/Alt")

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the outline."""
        return self._strings(rb"^<</Parent \d+ 0 R(?:/(?:Prev|Next|First|Last) \d+ 0 R|/Count -?\d+)*/Title")

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return self._strings(rb"/S/URI/URI")

    def metadata(self, name: str) -> list[str]:
        """The texts of a field of the XMP packet, such as `dc:title`."""
        (packet,) = (body for body in self.objects.values() if b"/Type/Metadata" in body)
        names = dict(re.findall(r'xmlns:(\w+)="(.*?)"', packet.decode()))
        prefix, local = name.split(":")
        root = ElementTree.fromstring(packet.partition(b"stream\n")[2].partition(b"\nendstream")[0])
        return [
            text.strip()
            for field in root.iter(f"{{{names[prefix]}}}{local}")
            for text in field.itertext()
            if text.strip()
        ]

    def _strings(self, key: bytes) -> list[str]:
        """The strings that stand behind a key."""
        pattern = re.compile(key + rb"(" + _STRING + rb")", re.DOTALL)
        return [_decoded(_bytes(found)) for body in self.objects.values() for found in pattern.findall(body)]

    def _referred(self, body: bytes, key: bytes) -> bytes:
        return self.objects[int(re.findall(rb"/" + key + rb" (\d+) 0 R", body)[0])]

    def _content(self, page: bytes) -> bytes:
        return _stream(self._referred(page, b"Contents"))

    def _text(self, page: bytes, content: bytes) -> str:
        fonts = dict(re.findall(rb"/(f\d+) (\d+) 0 R", self._referred(page, b"Resources")))
        maps = {
            name: _to_unicode(_stream(self._referred(self.objects[int(font)], b"ToUnicode")))
            for name, font in fonts.items()
        }
        shown, letters = [], dict[int, str]()
        for font, one, several in _SHOWN.findall(content):
            if font:
                letters = maps[font]
                continue
            codes = b"".join(_bytes(string) for string in re.findall(_STRING, one or several, re.DOTALL))
            # Glyph 0 is the box that stands for a letter that the font has not; it is in no map.
            shown += [letters[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)]
        return "".join("".join(shown).split())


def squeezed(text: str) -> str:
    """A text as a PDF gives it back: without white space."""
    return "".join(text.split())


def _stream(body: bytes) -> bytes:
    return zlib.decompress(body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0])


def _to_unicode(table: bytes) -> dict[int, str]:
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}


def _bytes(string: bytes) -> bytes:
    return bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else _unescaped(string[1:-1])


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(
        lambda match: bytes([int(match[1], 8)]) if match[1].isdigit() else _NAMED.get(match[1], match[1]), literal
    )


def _decoded(text: bytes) -> str:
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode("latin-1")
