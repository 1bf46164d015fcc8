"""Searching by hand: every fact sheet is read with one plain statement, and counted without any code of the search."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from network.enums import LRA_KINDS

# What is asked of the list, by the names of addresses.
Search = Mapping[str, Sequence[str]]

CRITERIA = ("relevance", "effectiveness", "efficiency", "impact", "sustainability")
_SHEETS = """
SELECT p.id, p.slug, p.language, p.scope, p.dimension, p.objectives_achieved, p.evaluation_method, p.collection_id,
    o.kind, p.ongoing, p.transferable, p.national_programme, p.replicated, p.budget_doubtful, p.budget_eur,
    p.budget_original, p.budget_period, p.beneficiaries, p.updated_at, p.started_on, p.finished_on,
    p.last_confirmed_on, p.cbp, p.enar,
    ARRAY(SELECT country_id::text FROM practices_practice_countries WHERE practice_id = p.id) AS country,
    ARRAY(SELECT theme_id::text FROM practices_practice_themes WHERE practice_id = p.id) AS theme,
    ARRAY(SELECT aim_id::text FROM practices_practice_aims WHERE practice_id = p.id) AS aim,
    ARRAY(SELECT targetgroup_id::text FROM practices_practice_target_groups WHERE practice_id = p.id) AS target_group,
    ARRAY(SELECT level::text FROM practices_funding WHERE practice_id = p.id) AS funding,
    ARRAY(SELECT kind::text FROM practices_partner WHERE practice_id = p.id) AS partner,
    ARRAY(SELECT ARRAY[criterion, score::text] FROM practices_assessment WHERE practice_id = p.id) AS scores,
    EXISTS (SELECT FROM practices_indicator WHERE practice_id = p.id) AS measured,
    ARRAY(SELECT ARRAY[language, title, summary, main_activities] FROM practices_practicetext
        WHERE practice_id = p.id) AS texts,
    concat_ws(' ', p.place_name, p.partners_text, (
        SELECT string_agg(concat_ws(' ', name, place_name), ' ') FROM network_organisation
        WHERE id = p.organiser_id OR id IN (SELECT organisation_id FROM practices_partner WHERE practice_id = p.id)
    ), (
        SELECT string_agg(concat_ws(' ', name_en, name_fr), ' ') FROM network_country
        JOIN practices_practice_countries ON country_id = code WHERE practice_id = p.id
    )) AS names
FROM practices_practice AS p JOIN network_organisation AS o ON o.id = p.organiser_id
ORDER BY p.id
"""


@dataclass(frozen=True)
class Sheet:
    """A fact sheet.

    `has` holds its values of each facet, in the words of addresses; `years` what ranges are compared with; `keys`
    what each sort goes by, without its direction; `titles` and `words` are by language.
    """

    pk: int
    slug: str
    language: str
    has: Mapping[str, Collection[str]]
    years: Mapping[str, int | None]
    keys: Mapping[str, Any]
    titles: Mapping[str, str]
    words: Mapping[str, Sequence[str]]

    def title_for(self, reader: str) -> str:
        """As lists are sorted."""
        return next(self.titles[code] for code in (reader, "en", self.language) if code in self.titles).lower()


@dataclass(frozen=True)
class Wanted:
    """A word, or a phrase of several; `beginning` says that longer words count too."""

    words: Sequence[str]
    beginning: bool = False

    def stands_in(self, said: Sequence[str]) -> bool:
        """Whether a text has it."""
        if self.beginning:
            return any(word.startswith(self.words[0]) for word in said)
        size = len(self.words)
        return any(list(said[at : at + size]) == list(self.words) for at in range(len(said) - size + 1))


@dataclass(frozen=True)
class Words:
    """Words searched for: one of each group, and none of the unwanted."""

    groups: Sequence[Sequence[Wanted]] = ()
    unwanted: Sequence[Wanted] = ()

    def find(self, sheet: Sheet) -> bool:
        """Whether a text has all that is wanted, and none has what is not."""
        texts = sheet.words.values()
        found = any(all(any(one.stands_in(said) for one in group) for group in self.groups) for said in texts)
        return found and not any(one.stands_in(said) for one in self.unwanted for said in texts)


@dataclass(frozen=True)
class Found:
    """How many match, how many of them each value of each facet shows, and their primary keys in order."""

    count: int
    facets: Mapping[str, Mapping[str, int]] = field(repr=False)
    order: Sequence[int] = field(repr=False)


def sheets(cursor: Any) -> list[Sheet]:
    """All that the database has now."""
    cursor.execute(_SHEETS)
    names = [column[0] for column in cursor.description]
    return [_sheet(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def search(catalogue: Iterable[Sheet], asked: Search, words: Words, reader: str) -> Found:
    """Everything that a search is answered with; the best match apart, which goes by primary key here."""
    facets: dict[str, Counter[str]] = {}
    matching = []
    for sheet in catalogue:
        if not words.find(sheet):
            continue
        refused = [name for name, values in asked.items() if not _fits(sheet, name, values)]
        if not refused:
            matching.append(sheet)
        for name, values in sheet.has.items():
            if not refused or refused == [name]:  # each facet counts over what all the others leave
                facets.setdefault(name, Counter()).update(set(values))
    order = [sheet.pk for sheet in _sorted(matching, asked.get("sort", ["title"])[0], reader)]
    return Found(len(matching), {name: dict(counts) for name, counts in facets.items() if counts}, order)


def _fits(sheet: Sheet, name: str, values: Sequence[str]) -> bool:
    if name in sheet.has:
        return not set(sheet.has[name]).isdisjoint(values)
    what, _, end = name.rpartition("_")
    if what not in sheet.years:
        return True
    year = sheet.years[what]
    return year is not None and (year >= int(values[0]) if end == "from" else year <= int(values[0]))


def _sorted(found: Iterable[Sheet], sort: str, reader: str) -> list[Sheet]:
    descending, by = sort.startswith("-"), sort.removeprefix("-")
    keys = {sheet.pk: sheet.title_for(reader) if by == "title" else sheet.keys.get(by) for sheet in found}
    known = [sheet for sheet in found if keys[sheet.pk] is not None]
    known.sort(key=lambda sheet: (keys[sheet.pk], sheet.pk), reverse=descending)
    blank = [sheet for sheet in found if keys[sheet.pk] is None]
    return known + sorted(blank, key=lambda sheet: sheet.pk, reverse=descending)


def _sheet(row: Mapping[str, Any]) -> Sheet:
    years = {"started": row["started_on"], "ended": row["finished_on"], "last_confirmed": row["last_confirmed_on"]}
    has = {
        **{name: row[name] for name in ("theme", "aim", "target_group", "partner")},
        **{name: row[name] or ["none"] for name in ("country", "funding")},
        **{name: [row[name]] for name in ("scope", "dimension")},
        **{name: [row[name]] if row[name] else [] for name in ("objectives_achieved", "budget_period")},
        **{name: [str(day.year) if day else "none"] for name, day in years.items()},
        **{name: _said(row[name]) for name in ("ongoing", "transferable", "national_programme")},
        **{name: [str(number) for number in row[name]] for name in ("cbp", "enar")},
        "organiser_kind": [row["kind"]],
        "led_by_lra": _said(row["kind"] in set(LRA_KINDS)),
        "evaluation": [row["evaluation_method"]] if row["evaluation_method"] else [],
        "evidence_level": [_evidence(row)],
        "budget": [_band(row)],
        "collection": [row["collection_id"]],
        "language": [language for language, *_said in row["texts"]],
        **dict.fromkeys((f"score_{criterion}" for criterion in CRITERIA), ()),
        **{f"score_{criterion}": [str(at) for at in range(1, int(score) + 1)] for criterion, score in row["scores"]},
    }
    return Sheet(
        pk=row["id"],
        slug=row["slug"],
        language=row["language"],
        has=has,
        years={name: day.year if day else None for name, day in years.items()},
        keys={
            "started": _day(row["started_on"]),
            "updated": row["updated_at"],
            "budget": row["budget_eur"],
            "beneficiaries": row["beneficiaries"],
        },
        titles={language: title for language, title, *_said in row["texts"]},
        words={
            language: _words(f"{title} {summary} {row['names']} {activities}")
            for language, title, summary, activities in row["texts"]
        },
    )


def _words(said: str) -> list[str]:
    return re.findall(r"\w+", said.lower())


def _day(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _said(answer: bool | None) -> list[str]:
    return [] if answer is None else ["true" if answer else "false"]


def _evidence(row: Mapping[str, Any]) -> str:
    if row["replicated"]:
        return "replicated"
    if row["evaluation_method"] in ("external", "both"):
        return "independently_evaluated"
    if row["evaluation_method"] == "internal":
        return "evaluated"
    return "monitored" if row["measured"] else "claimed"


def _band(row: Mapping[str, Any]) -> str:
    if row["budget_doubtful"]:
        return "doubtful"
    if row["budget_eur"] is None:
        return "none" if row["budget_original"] is None else "other_currency"
    bands = {1_000_000: "from_1000000", 250_000: "from_250000", 50_000: "from_50000", 10_000: "from_10000"}
    return next((band for least, band in bands.items() if row["budget_eur"] >= least), "under_10000")
