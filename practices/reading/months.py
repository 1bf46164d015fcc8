"""The names of the months in the official languages of the Union, full and short."""

from collections import defaultdict
from functools import cache

from babel.core import Locale
from django.utils.translation import get_language

from practices.enums import Language
from practices.reading.typed import fold
from practices.reading.words import MORE_MONTHS


@cache
def month_names() -> dict[str, dict[int, set[str]]]:
    """Each name, folded and without its full stop, with the months that it can mean and in which languages."""
    names: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language in Language.values:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in months[context][width].items():
                    names[fold(name).rstrip(".")][month].add(language)
        for name, month in MORE_MONTHS.get(language, {}).items():
            names[name][month].add(language)
    return {name: dict(meant) for name, meant in names.items()}


@cache
def weekday_words() -> frozenset[str]:
    """The words of which the names of the weekdays consist, folded: "lauantai"; "dé" and "sathairn"."""
    names = (
        name
        for language in Language.values
        for context in ("format", "stand-alone")
        for name in Locale.parse(language).days[context]["wide"].values()
    )
    return frozenset(word for name in names for word in fold(name).replace("-", " ").split()) - {*month_names()}


def month_name(month: int) -> str:
    """In the reader's language: "October"."""
    return str(_readers().months["stand-alone"]["wide"][month])


def language_names(codes: set[str]) -> str:
    """In the reader's language, by alphabet: "Croatian, Polish"."""
    return ", ".join(sorted(str(_readers().languages[code]) for code in codes))


def _readers() -> Locale:
    return Locale.parse((get_language() or "en").split("-")[0])
