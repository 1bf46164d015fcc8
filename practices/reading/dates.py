"""Dates as people write them: "2011", "March 2008", "mars 2008", "1.12.2008", "1 December 2008"."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from practices.enums import DatePrecision
from practices.errors import Unreadable
from practices.partial_dates import PartialDate
from practices.reading.months import language_names, month_name, month_names, weekday_words
from practices.reading.typed import LONGEST, fold, plain, settled, shown
from practices.reading.words import FILLERS, OPEN_ENDED, ORDINALS, PARTS_OF_A_YEAR

EARLIEST, LATEST = 1900, 2100  # years that a practice of integration can have; others are slips

_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_WITH_ROMAN = re.compile(r"(\d{1,2})([./ -] ?)([IVX]+)\2(\d{4})")
_ORDINAL = re.compile(r"(?<!\d)(\d\d?)[:.-]?(?:{})(?!\w)".format("|".join(sorted(ORDINALS))))
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SPAN = re.compile(r"\w ?[\u2013\u2014] ?\w")
_FIGURES = re.compile(r"(\d+)(?:([./ -])(\d+)(?:\2(\d+))?)?\.?")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")


def read_date(text: str, language: str = "") -> PartialDate:
    """A date as precise as it is written; in figures, the day stands before the month.

    Args:
        text: in any official language of the Union, in any script's figures.
        language: that of the draft, which settles what a name of a month means that means two ("lis", "srp").

    Raises:
        Unreadable: it is no single date, or could be two; the message says what to write.
    """
    if len(text) > LONGEST:
        raise _not_understood(text)
    typed = plain(text)
    if not typed:
        raise Unreadable(_("Write a date: the year (2008), the month (March 2008) or the day (1.12.2008)."))
    said = fold(_without_roman(typed))
    _refuse_what_is_no_single_date(said, text)
    tokens = _TOKEN.findall(said)
    if any(token[0].isalpha() and token not in FILLERS for token in tokens):
        return _named(_months_joined(_TOKEN.findall(_ORDINAL.sub(r"\1", said))), text, language)
    if re.search(r"(?<!\d)\d\d? ?[^\W\d_]", said):  # "1 v 2008": what stands between may be anything
        raise _not_understood(text)
    return _in_figures(" ".join(token for token in tokens if not token[0].isalpha()), text)


def _without_roman(typed: str) -> str:
    """ "1.XII.2008" as "1.12.2008"."""
    match = _WITH_ROMAN.fullmatch(typed)
    if match is None or match[3] not in _ROMAN:
        return typed
    return f"{match[1]}.{_ROMAN.index(match[3])}.{match[4]}"


def _refuse_what_is_no_single_date(said: str, text: str) -> None:
    words = re.sub(r"[\W_]+", " ", said)
    if said.endswith(("-", "\u2013", "\u2014")) or any(f" {phrase} " in f" {words} " for phrase in OPEN_ENDED):
        raise Unreadable(
            _("“%(text)s” is not one date. Write only when it began as the start; if it still runs, tick “ongoing”.")
            % {"text": shown(text)}
        )
    if len(_YEAR.findall(said)) > 1 or _SPAN.search(said):
        raise _two_dates(text)
    if PARTS_OF_A_YEAR.intersection(words.split()) or re.search(r"\b[qtk][1-4]\b|\b[1-4][qtk]\b", words):
        raise Unreadable(
            _("“%(text)s” is only a part of a year. Write its first month (March 2008), or only the year (2008).")
            % {"text": shown(text)}
        )


def _in_figures(said: str, text: str) -> PartialDate:
    match = _FIGURES.fullmatch(re.sub(r" ?([./-]) ?", r"\1", said).strip())
    if match is None:
        raise _not_understood(text)
    first, sign, second, third = match.groups()
    parts = [part for part in (first, second, third) if part]
    if len(first) == 4:
        if sign == "/" and not third and int(second) == (int(first) + 1) % 100:
            if not 1 <= int(second) <= 12:
                raise _two_dates(text)
            raise Unreadable(
                _("“%(text)s” can be a month or two years. Write %(month)s/%(year)s, or each year in its own field.")
                % {"text": shown(text), "month": int(second), "year": first}
            )
    elif len(parts[-1]) == 4:
        parts.reverse()
    else:
        raise Unreadable(
            _("“%(text)s” has no year of four figures. Write it as 2008, 3/2008 or 1.12.2008.") % {"text": shown(text)}
        )
    if any(len(part) > 2 for part in parts[1:]):
        raise _not_understood(text)
    return _date(*map(int, parts))


def _named(tokens: list[str], text: str, language: str) -> PartialDate:
    """Of tokens with a word among them, which should be the name of a month."""
    names = month_names()
    kept = [token for token in tokens if token.isdigit() or token in names]
    months = [token for token in kept if token in names]
    rest = {token for token in tokens if token not in kept} - FILLERS - set(".,-/'")
    if len(months) > 1:
        raise _two_dates(text)
    if not months or rest - (weekday_words() if len(kept) == 3 else set()):
        raise _not_understood(text)
    figures = [token for token in kept if token.isdigit()]
    if not any(len(figure) == 4 for figure in figures):
        raise Unreadable(
            _("“%(text)s” has no year of four figures. Write it as 2008, March 2008 or 1 December 2008.")
            % {"text": shown(text)}
        )
    at = [len(token) == 4 and token.isdigit() for token in kept].index(True)
    days = [figure for figure in figures if len(figure) <= 2]
    if len(days) != len(figures) - 1 or len(days) > 1 or at not in (0, len(kept) - 1):
        raise _not_understood(text)
    return _date(int(kept[at]), _month(months[0], kept[at], days, text, language), *map(int, days))


def _month(name: str, year: str, days: list[str], text: str, language: str) -> int:
    readings = month_names()[name]
    month = settled(readings, language)
    if month is None:
        (first, here), (second, there) = sorted(readings.items())
        raise Unreadable(
            _(
                "“%(text)s” can mean %(first)s (%(here)s) or %(second)s (%(there)s). Write the month as a figure:"
                " %(first_way)s or %(second_way)s."
            )
            % {
                "text": shown(text),
                "first": month_name(first),
                "here": language_names(here),
                "second": month_name(second),
                "there": language_names(there),
                "first_way": ".".join([*days, str(first), year]),
                "second_way": ".".join([*days, str(second), year]),
            }
        )
    return month


def _months_joined(tokens: list[str]) -> list[str]:
    """With names of two words ("deireadh fómhair") as one token each."""
    joined: list[str] = []
    for token in tokens:
        if joined and f"{joined[-1]} {token}" in month_names():
            joined[-1] += f" {token}"
        else:
            joined.append(token)
    return joined


def _date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if not EARLIEST <= year <= LATEST:
        raise Unreadable(
            _("%(year)s is hardly meant. Write a year between %(earliest)s and %(latest)s.")
            % {"year": f"{year:04}", "earliest": EARLIEST, "latest": LATEST}
        )
    if month is None:
        return PartialDate(dt.date(year, 1, 1), DatePrecision.YEAR)
    if not 1 <= month <= 12:
        if day and day <= 12 < month <= 31:
            way = f"{month}.{day}.{year}"
            raise Unreadable(
                _("There is no month %(month)s. Write the day before it: %(way)s.") % {"month": month, "way": way}
            )
        raise Unreadable(_("There is no month %(month)s. Write one from 1 to 12.") % {"month": month})
    whole = PartialDate(dt.date(year, month, 1), DatePrecision.MONTH)
    if day is None:
        return whole
    if not 1 <= day <= whole.last_day.day:
        raise Unreadable(
            _("%(month)s has no day %(day)s: its last day is %(last)s.")
            % {"month": whole.for_reader, "day": day, "last": whole.last_day.day}
        )
    return PartialDate(dt.date(year, month, day), DatePrecision.DAY)


def _two_dates(text: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s” is more than one date. Write the first as the start and the last as the end.")
        % {"text": shown(text)}
    )


def _not_understood(text: str) -> Unreadable:
    return Unreadable(
        _(
            "“%(text)s” is not understood as a date. Write the year (2008), the month (March 2008, 3/2008) or the day"
            " (1 December 2008, 1.12.2008)."
        )
        % {"text": shown(text)}
    )
