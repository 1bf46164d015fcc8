"""Makes a PDF of data with typst: tagged for PDF/UA-1, without the network, the same bytes on every machine."""

import json
import re
import unicodedata
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_FOLDER = Path(__file__).resolve().parent
_UNKNOWN = "\ufffd"
# Half a character is nothing that JSON in UTF-8 can hold; in its place comes one that no font has.
_NO_LETTER = "\uffff"
_SURROGATE = re.compile("[\ud800-\udfff]")
# How typst names what none of its fonts has. PDF/UA-1 forbids it (ISO 14289-1, 7.21.8), so it refuses the document.
_WITHOUT_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed with font', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
# They only change or join the letters beside them, and are not missed when those are not there.
_JOINERS = {chr(0x200D), *map(chr, range(0xFE00, 0xFE10))}
# First accents and joiners, then letters, then whatever came to light with them.
_ROUNDS = 3


def typeset(document: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a document of this folder makes of the data.

    The data reaches the document as JSON, never as markup: what it says is shown, not run. A letter that no font of
    the typst wheel has becomes "�", and `data.letters_missing` tells the document so.

    Args:
        document: the name of the `.typ` file.
        data: what `json` can write; its date is the document's own, so that the same data give the same bytes.

    Raises:
        typst.TypstError: the document cannot be made of this data.
    """
    known = json.loads(_SURROGATE.sub(_NO_LETTER, json.dumps({**data, "letters_missing": False}, ensure_ascii=False)))
    for _round in range(_ROUNDS):
        try:
            return _compile(document, known)
        except typst.TypstError as error:
            missing = _without_glyph(error)
            if not missing:
                raise
            known = _translated(known, missing) | {"letters_missing": True}
    return _compile(document, known)


def _compile(document: str, data: Mapping[str, Any]) -> bytes:
    made, said = typst.compile_with_warnings(
        _FOLDER / document,
        root=_FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
    )
    for warning in said:
        warnings.warn(warning, stacklevel=3)
    return made


def _without_glyph(error: typst.TypstError) -> dict[int, str | None]:
    """What stands for the letters that typst has no glyph for.

    It names a whole cluster ("a" too where a circle stands around it), so that accents go first: without them most
    letters can be shown.
    """
    named = "".join(_WITHOUT_GLYPH.findall(error.diagnostic))
    letters = set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), named))
    beside = {letter for letter in letters if letter in _JOINERS or unicodedata.category(letter).startswith("M")}
    return {ord(letter): None if letter in _JOINERS else _UNKNOWN for letter in beside or letters}


def _translated(data: Any, table: Mapping[int, str | None]) -> Any:
    """The data with letters replaced in all its texts, however deep."""
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, dict):
        return {key: _translated(value, table) for key, value in data.items()}
    if isinstance(data, list):
        return [_translated(value, table) for value in data]
    return data
