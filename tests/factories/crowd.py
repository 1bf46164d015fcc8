"""Many different fact sheets at random, with what is true of each written down beside it, to search by hand."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from network.enums import LRA_KINDS
from network.models import Organisation
from practices.models import Practice
from tests.factories.network import OrganisationFactory
from tests.factories.practices import (
    AssessmentFactory,
    CollectionFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    TextFactory,
)

KINDS = ("local_authority", "regional_authority", "ngo", "company")
EVALUATIONS = ("", "none", "internal", "external", "both", "planned")
YEARS = range(2004, 2012)
CRITERIA = ("relevance", "effectiveness", "efficiency", "impact", "sustainability")
UNSURE = (None, True, False)

# What is asked of the list, by the names of addresses.
Search = dict[str, list[str]]


@dataclass(frozen=True)
class Member:
    """One of the crowd.

    `has` holds its values of each facet, in the words of addresses; `years` what `started` and `ended` are compared
    with; `keys` what each sort goes by, without its direction.
    """

    pk: int
    slug: str
    has: dict[str, set[str]]
    years: dict[str, int | None]
    keys: dict[str, Any]


def make_crowd(seed: int, size: int = 40) -> list[Member]:
    """Makes them; the same for the same seed, with ties and blanks in everything that a list is sorted by."""
    chance = random.Random(seed)
    organisers = [OrganisationFactory.create(kind=kind) for kind in KINDS]
    partners = [OrganisationFactory.create(kind="ngo") for _ in range(3)]
    for code in ("cses-2012", "integra"):
        CollectionFactory.create(code=code, label=code)
    return [_make(chance, organisers, partners) for _ in range(size)]


def searched(members: Sequence[Member], asked: Search) -> list[str]:
    """The slugs that a search finds, in its order: what FilterSet, ordering and SQL do, done by hand."""
    found = [member for member in members if all(_fits(member, name, values) for name, values in asked.items())]
    sort = (asked.get("sort") or ["title"])[0]
    descending, key = sort.startswith("-"), sort.removeprefix("-")
    known = sorted(
        (member for member in found if member.keys[key] is not None),
        key=lambda member: (member.keys[key], member.pk),
        reverse=descending,
    )
    blank = sorted((m for m in found if m.keys[key] is None), key=lambda m: m.pk, reverse=descending)
    return [member.slug for member in known + blank]


def _fits(member: Member, name: str, values: list[str]) -> bool:
    if name in member.has:
        return not values or not member.has[name].isdisjoint(values)
    field, _, end = name.rpartition("_")
    if field not in member.years:
        return True
    year = member.years[field]
    return year is not None and (year >= int(values[0]) if end == "from" else year <= int(values[0]))


def _make(chance: random.Random, organisers: list[Organisation], partners: list[Organisation]) -> Member:
    start, finish, ongoing = _dates(chance)
    eu_wide = chance.random() < 0.15
    languages = chance.sample(["en", "fr", "de"], k=chance.randint(1, 3))
    titles = {language: "".join(chance.choices("aBcDe", k=2)) for language in languages}
    scopes = ["regional_municipal", "national", "eu_international"]
    organiser = chance.choice(organisers)
    single = {
        "scope": "eu_international" if eu_wide else chance.choice(scopes),
        "dimension": chance.choice(["legal_political", "socio_economic", "cultural"]),
        "objectives_achieved": chance.choice(["", "completely", "partly", "not_at_all"]),
        "evaluation": chance.choice(EVALUATIONS),
        "collection": chance.choice(["cses-2012", "integra"]),
        "organiser_kind": organiser.kind,
    }
    unsure = {name: chance.choice(UNSURE) for name in ("transferable", "national_programme", "replicated")}
    several = {
        "country": [] if eu_wide else _some(chance, ["FR", "DE", "GR", "GB"]),
        "theme": _some(chance, ["employment", "sport", "language_training", "housing_health"]),
        "aim": _some(chance, ["training", "health", "cultural"]),
        "target_group": _some(chance, ["women", "children", "refugees"]),
        "funding": chance.choices(["local", "eu", "other"], k=chance.randint(0, 3)),
        "partner": chance.choices(["civil_society", "public_authorities"], k=chance.randint(0, 3)),
        "language": languages,
    }
    principles = {"cbp": chance.sample(range(1, 12), k=3), "enar": chance.sample(range(1, 16), k=chance.randint(0, 3))}
    budget = chance.choice([None, 0, 500, 90000])
    money = _money(chance, budget)
    beneficiaries = chance.choice([None, 0, 7, 1200])
    practice = PracticeFactory.create(
        language=languages[0],
        title=titles[languages[0]],
        eu_wide=eu_wide,
        countries=several["country"],
        themes=several["theme"],
        aims=several["aim"],
        target_groups=several["target_group"],
        organiser=organiser,
        dates=(start, finish),
        ongoing=ongoing,
        scope=single["scope"],
        dimension=single["dimension"],
        objectives_achieved=single["objectives_achieved"],
        evaluation_method=single["evaluation"],
        collection=CollectionFactory.create(code=single["collection"]),
        **money,
        beneficiaries=beneficiaries,
        **unsure,
        **principles,
    )
    for language in languages[1:]:
        TextFactory.create(practice=practice, language=language, title=titles[language])
    for level in several["funding"]:
        FundingFactory.create(practice=practice, level=level)
    for organisation, kind in zip(partners, several["partner"], strict=False):
        PartnerFactory.create(practice=practice, organisation=organisation, kind=kind)
    indicators = IndicatorFactory.create_batch(chance.choice([0, 0, 2]), practice=practice)
    changed = dt.datetime(2026, 1, chance.randint(1, 4), tzinfo=dt.UTC)
    Practice.objects.filter(pk=practice.pk).update(updated_at=changed)
    scores = _scores(chance)
    for criterion, score in scores.items():
        AssessmentFactory.create(practice=practice, criterion=criterion, score=score)
    evidence = _evidence(replicated=unsure["replicated"], evaluation=single["evaluation"], measured=bool(indicators))
    return Member(
        pk=practice.pk,
        slug=practice.slug,
        has={name: {value} - {""} for name, value in single.items()}
        | {name: set(values) for name, values in several.items()}
        | {name: set(several[name]) or {"none"} for name in ("country", "funding")}
        | {"budget": {_band(money)}, "budget_period": {money["budget_period"]} - {""}}
        | {name: set(map(str, numbers)) for name, numbers in principles.items()}
        | {name: _said(unsure[name]) for name in ("transferable", "national_programme")}
        | {f"score_{each}": {str(at) for at in range(1, scores.get(each, 0) + 1)} for each in CRITERIA}
        | {"started": {start[:4] or "none"}, "ended": {finish[:4] or "none"}, "last_confirmed": {"none"}}
        | {"ongoing": _said(ongoing), "led_by_lra": _said(organiser.kind in LRA_KINDS), "evidence_level": {evidence}},
        years={"started": int(start[:4]) if start else None, "ended": int(finish[:4]) if finish else None},
        keys={
            "title": titles.get("en", titles[languages[0]]).lower(),
            "started": practice.started.day if practice.started else None,
            "updated": changed,
            "budget": budget,
            "beneficiaries": beneficiaries,
        },
    )


def _dates(chance: random.Random) -> tuple[str, str, bool]:
    start = chance.choice(["", *(f"{year}{month}" for year in YEARS for month in ("", "-03", "-11-30"))])
    ongoing = chance.random() < 0.3
    earliest = int(start[:4] or YEARS[0])
    finish = "" if ongoing or chance.random() < 0.3 else str(chance.randint(earliest, 2014))
    return start, finish, ongoing


def _scores(chance: random.Random) -> dict[str, int]:
    return {each: chance.randint(1, 5) for each in CRITERIA if chance.random() < 0.4}


def _money(chance: random.Random, budget: int | None) -> dict[str, Any]:
    period = chance.choice(["total", "per_year", "years"])
    money: dict[str, Any] = {"budget_eur": budget, "budget_doubtful": chance.random() < 0.2}
    if budget is None and chance.random() < 0.5:
        return money | {"budget_original": 700, "budget_currency": "SEK", "budget_period": "total"}
    money["budget_period"] = "" if budget is None else period
    return money | ({"budget_years": 2} if money["budget_period"] == "years" else {})


def _band(money: dict[str, Any]) -> str:
    if money["budget_doubtful"]:
        return "doubtful"
    if money["budget_eur"] is None:
        return "other_currency" if "budget_original" in money else "none"
    return "from_50000" if money["budget_eur"] >= 50000 else "under_10000"


def _some(chance: random.Random, values: list[str]) -> list[str]:
    return chance.sample(values, k=chance.randint(1, 2))


def _said(answer: bool | None) -> set[str]:
    return set() if answer is None else {"true" if answer else "false"}


def _evidence(*, replicated: bool | None, evaluation: str, measured: bool) -> str:
    if replicated:
        return "replicated"
    if evaluation in ("external", "both"):
        return "independently_evaluated"
    if evaluation == "internal":
        return "evaluated"
    return "monitored" if measured else "claimed"
