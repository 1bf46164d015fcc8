"""Made-up fact sheets: as many as asked for, the same for the same seed, in the shapes and sizes of the real ones.

Each is made from the seed and its own number alone, so that several processes can share the work. A made-up fact sheet
follows a real one in how many themes, partners, figures and so on it has, and one of the real texts in how long each
of its sections is.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks import figures
from benchmarks.reality import Choice, Reality
from network.enums import PopulationBand
from practices.models import SECTIONS

# Rows by table; each table's columns stand in COLUMNS.
Rows = dict[str, list[tuple[Any, ...]]]

LANGUAGES = {
    "AT": "de", "BE": "fr", "BG": "bg", "CH": "de", "CY": "el", "DE": "de", "ES": "es", "FI": "fi", "FR": "fr",
    "GR": "el", "IT": "it", "LI": "de", "LU": "fr", "MD": "ro", "RO": "ro", "SM": "it",
}  # fmt: skip
# Of the fact sheets whose country speaks another language: how many are written in it, how many of these also stand
# in English; and how many of all have one more language.
IN_OWN_LANGUAGE, ALSO_IN_ENGLISH, ONE_MORE = 0.6, 0.75, 0.15
COLLECTIONS = Choice(("submitted", "imported", "cses-2012", "enar-2011", "integra"), (50, 80, 90, 95, 100))
ORGANISATIONS_AT_LEAST, SHEETS_OF_AN_ORGANISATION, ORGANISATIONS_AT_MOST = 50, 25, 5_000
# The rows that a fact sheet has in one table have neighbouring ids, from its own number times this.
IDS = 64
FIRST_DAY, LAST_DAY = dt.datetime(2013, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

COLUMNS: dict[str, Sequence[str]] = {
    "network_organisation": (
        "id", "public_id", "slug", "name", "names", "kind", "country_id", "place_name", "nuts_code", "latitude",
        "longitude", "population_band", "website", "contact_email", "proposed", "created_at", "updated_at",
    ),
    "practices_practice": (
        "id", "public_id", "slug", "language", "original_title", "original_title_language", "scope", "eu_wide",
        "place_name", "nuts_code", "latitude", "longitude", "organiser_id", "partners_text", "dimension",
        "type_of_project", "cbp", "enar", "collection_id", "external_id", "origin", "note", "last_confirmed_on",
        "content_digest", "created_at", "updated_at", *figures.COLUMNS,
    ),
    "practices_practicetext": ("id", "practice_id", "language", "title", "summary", *SECTIONS),
    "practices_practice_countries": ("id", "practice_id", "country_id"),
    "practices_practice_themes": ("id", "practice_id", "theme_id"),
    "practices_practice_aims": ("id", "practice_id", "aim_id"),
    "practices_practice_target_groups": ("id", "practice_id", "targetgroup_id"),
    "practices_funding": ("id", "practice_id", "position", "level", "name", "amount_eur", "share"),
    "practices_partner": ("id", "practice_id", "position", "organisation_id", "kind"),
    "practices_indicator": (
        "id", "practice_id", "position", "label", "value", "unit", "year", "baseline_value", "baseline_year",
        "doubtful", "note",
    ),
    "practices_source": ("id", "practice_id", "position", "title", "section", "url"),
    "practices_assessment": ("id", "practice_id", "criterion", "score", "reason", "assessor_id", "assessed_on"),
}  # fmt: skip


@dataclass(frozen=True)
class Organiser:
    """What a fact sheet takes from its organiser: country, language, place (name, NUTS code, degrees)."""

    pk: int
    country: str
    language: str
    place: tuple[str, str, float, float]


class Content:
    """Fact sheets number 1 to `size`, and the organisations that run them and work along.

    `brief` leaves their sections empty, where only facets are counted.
    """

    def __init__(self, *, size: int, seed: int, brief: bool = False) -> None:
        self.seed = seed
        self.brief = brief
        self.reality = Reality.read()
        self.organisers: list[Organiser] = []
        wanted = max(ORGANISATIONS_AT_LEAST, min(ORGANISATIONS_AT_MOST, size // SHEETS_OF_AN_ORGANISATION))
        self.organisations = [self._organisation(number) for number in range(1, wanted + 1)]

    def writes(self, part: str) -> bool:
        """Whether texts have this part."""
        return part == "summary" or not self.brief

    def sheet(self, number: int) -> Rows:
        """The rows of one fact sheet."""
        return Sheet(self, number).rows()

    def _organisation(self, number: int) -> tuple[Any, ...]:
        chance = Random(f"{self.seed} organisation {number}")
        choices = self.reality.choices
        country = choices["countries"].one(chance)
        language = LANGUAGES.get(country, "en")
        wording = self.reality.wordings[language]
        kind = choices["kind"].one(chance)
        place_name = wording.coined(chance).capitalize()
        digits = chance.randint(10, 39)
        prefix = {"GR": "EL", "GB": "UK"}.get(country, country)
        place = (place_name, f"{prefix}{digits}", round(chance.uniform(36, 66), 4), round(chance.uniform(-9, 29), 4))
        self.organisers.append(Organiser(number, country, language, place))
        name = f"{wording.title(chance, chance.randint(1, 3))} {place_name} {number}"
        names = {} if language == "en" or chance.random() < 0.5 else {"en": f"Association of {place_name} {number}"}
        authority = kind.endswith("_authority")
        return (
            number, _id(chance), f"organisation-{number}", name, json.dumps(names, ensure_ascii=False), kind, country,
            *place, chance.choice(PopulationBand.values) if authority else "",
            f"https://organisation-{number}.example" if chance.random() < 0.4 else "", "", False, FIRST_DAY, FIRST_DAY,
        )  # fmt: skip


class Sheet:
    """One made-up fact sheet."""

    def __init__(self, content: Content, number: int) -> None:
        self.content, self.number, self.reality = content, number, content.reality
        self.chance = Random(f"{content.seed} sheet {number}")
        self.like = self.chance.choice(self.reality.sheets)
        # A few organisers have many fact sheets, most have few.
        self.organiser = content.organisers[int(len(content.organisers) * self.chance.random() ** 2)]
        self.scope = self.reality.choices["scope"].one(self.chance)
        self.eu_wide = self.scope == "eu_international" and self.chance.random() < 0.3
        self.languages = self._languages()
        self.wording = self.reality.wordings[self.languages[0]]
        self.dates = figures.dates(self.chance)

    def rows(self) -> Rows:
        """All of its rows, by table."""
        texts = [self._text(at, language) for at, language in enumerate(self.languages)]
        return {
            "practices_practice": [self._practice(title=texts[0][3])],
            "practices_practicetext": texts,
            "practices_practice_countries": self._linked(self._countries()),
            **{
                f"practices_practice_{key}": self._linked(self._some(key, len(self.like[key])))
                for key in ("themes", "aims", "target_groups")
            },
            "practices_funding": self._each("funding", self._funding),
            "practices_partner": self._partners(),
            "practices_indicator": self._each("indicators", self._indicator),
            "practices_source": self._each("sources", self._source),
            "practices_assessment": self._assessments(),
        }

    def _languages(self) -> list[str]:
        """The original first."""
        chance, own = self.chance, self.organiser.language
        if own == "en" or chance.random() > IN_OWN_LANGUAGE:
            languages = ["en"]
        else:
            languages = [own, "en"] if chance.random() < ALSO_IN_ENGLISH else [own]
        if chance.random() < ONE_MORE:
            languages.append(chance.choice([code for code in self.reality.wordings if code not in languages]))
        return languages

    def _practice(self, title: str) -> tuple[Any, ...]:
        chance, like, number = self.chance, self.like, self.number
        changed = FIRST_DAY + (LAST_DAY - FIRST_DAY) * chance.random()
        collection = COLLECTIONS.one(chance)
        has_place = not self.eu_wide and "place" in like
        return (
            number, _id(chance), f"fact-sheet-{number}", self.languages[0],
            *((f"{title} ({number})", self.organiser.language) if "original_title" in like else ("", "")),
            self.scope, self.eu_wide, *(self.organiser.place if has_place else ("", "", None, None)),
            self.organiser.pk, self._said(16) if "partners_text" in like else "",
            self.reality.choices["dimension"].one(chance), self.wording.title(chance, 2),
            _array(chance.sample(range(1, 12), k=chance.randint(1, 4)) if chance.random() < 0.3 else []),
            _array(chance.sample(range(1, 16), k=chance.randint(1, 4)) if chance.random() < 0.15 else []),
            collection, str(number),
            chance.choice(["survey", "commission_website"]) if collection == "cses-2012" else "",
            self._said(117), figures.day(chance, 2020, 2026) if chance.random() < 0.4 else None, "",
            FIRST_DAY, changed, *figures.columns(chance, like, self.dates, self._said),
        )  # fmt: skip

    def _text(self, at: int, language: str) -> tuple[Any, ...]:
        chance, wording = self.chance, self.reality.wordings[language]
        lengths = chance.choice(self.reality.lengths)
        passages = [
            wording.passage(chance, lengths[part]) if part in lengths and self.content.writes(part) else ""
            for part in ("summary", *SECTIONS)
        ]
        return (self.number * IDS + at, self.number, language, wording.title(chance, lengths["title"]), *passages)

    def _countries(self) -> list[str]:
        if self.eu_wide:
            return []
        others = self._some("countries", chance_of_more(self.chance))
        return [self.organiser.country, *(code for code in others if code != self.organiser.country)]

    def _funding(self, _at: int) -> tuple[Any, ...]:
        chance = self.chance
        level = self.reality.choices["funding"].one(chance)
        amount = figures.amount(chance) if chance.random() < 0.4 else None
        return level, self._name(3), amount, chance.randint(1, 100) if chance.random() < 0.3 else None

    def _partners(self) -> list[tuple[Any, ...]]:
        number = min(len(self.like.get("partners", [])), len(self.content.organisers))
        chosen = self.chance.sample(self.content.organisers, k=number)
        kinds = [self.reality.choices["partners"].one(self.chance) for _ in chosen]
        return [
            (self.number * IDS + at, self.number, at, organiser.pk, kind)
            for at, (organiser, kind) in enumerate(zip(chosen, kinds, strict=True))
        ]

    def _indicator(self, _at: int) -> tuple[Any, ...]:
        unit = self.reality.choices["indicators"].one(self.chance)
        return (self._name(6), *figures.measured(self.chance, unit), False, "")

    def _source(self, at: int) -> tuple[Any, ...]:
        url = f"https://sources.example/{self.number}/{at}" if self.chance.random() < 0.6 else ""
        return self._name(5) if self.chance.random() < 0.3 else "", self._name(6), url

    def _assessments(self) -> list[tuple[Any, ...]]:
        if self.chance.random() > 0.1:
            return []
        return [
            (self.number * IDS + at, self.number, criterion, self.chance.randint(1, 5), self._said(20), None, LAST_DAY)
            for at, criterion in enumerate(figures.CRITERIA)
        ]

    def _each(self, key: str, make: Callable[[int], tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """As many rows as the real fact sheet has of this kind."""
        return [(self.number * IDS + at, self.number, at, *make(at)) for at in range(len(self.like.get(key, [])))]

    def _linked(self, codes: Sequence[str]) -> list[tuple[Any, ...]]:
        return [(self.number * IDS + at, self.number, code) for at, code in enumerate(codes)]

    def _some(self, key: str, count: int) -> list[str]:
        return self.reality.choices[key].some(self.chance, count)

    def _said(self, length: int) -> str:
        return self.wording.passage(self.chance, length)

    def _name(self, length: int) -> str:
        return self.wording.title(self.chance, length)


def chance_of_more(chance: Random) -> int:
    """How many countries beside the organiser's: mostly none."""
    return 0 if chance.random() < 0.95 else chance.randint(1, 4)


def numbers(size: int, batch: int) -> Iterator[range]:
    """The numbers of the fact sheets, in batches."""
    for first in range(1, size + 1, batch):
        yield range(first, min(first + batch, size + 1))


def _id(chance: Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _array(values: Sequence[int]) -> str:
    return "{" + ",".join(map(str, sorted(values))) + "}"
