"""Names as they are compared: without capitals and accents, and in Latin letters whatever their script."""

from typing import Any
from unicodedata import combining, normalize

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Func, TextField
from django.db.models.functions import Lower

# Letter for letter, as `translate()` wants it, near to how passports spell them. Trigrams need it: a server whose
# locale is “C” makes none of Greek and Cyrillic letters. It also finds “Dimos Patreon” where “Δήμος Πατρέων” stands.
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψω", "avgdezitiklmnxoprsstufhpo")
_CYRILLIC = ("абвгдежзийклмнопрстуфхцчшщъьюяіїєґыэјљњћђџ", "abvgdejziyklmnoprstufhcccsayuaiiegyejlncdd")
_FROM = _GREEK[0] + _CYRILLIC[0]
_TO = _GREEK[1] + _CYRILLIC[1]
# Capitals too: `lower()` of such a server leaves them. The final sigma has the capital of the other.
_LETTERS = dict(zip(_FROM, _TO, strict=True)) | {
    letter.upper(): plain for letter, plain in zip(_FROM, _TO, strict=True)
}


# A name with nothing left to translate is not looked at letter by letter, and one that is typed is folded once, not
# for every row.
_FOLD = (
    "(SELECT CASE WHEN octet_length(plain) = length(plain) THEN plain"  # noqa: S608  # the letters stand above
    f" ELSE translate(plain, '{''.join(_LETTERS)}', '{''.join(_LETTERS.values())}') END"
    " FROM (SELECT %(expressions)s AS plain OFFSET 0) AS without_accents)"
)


def folded(text: Any) -> Func:
    """The text of a column or value, to be compared with another folded one."""
    return Func(Lower(Unaccent(text)), template=_FOLD, output_field=TextField())


def sort_key(name: str) -> str:
    """By what a short list of names is sorted: “Österreich” among the O."""
    return "".join(letter for letter in normalize("NFD", name) if not combining(letter)).casefold()
