"""Every way in which the catalogue changes: one thing, many, with and without the models."""

import datetime as dt
import uuid
from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from network.models import Country, Organisation
from practices.models import (
    Aim,
    Assessment,
    Collection,
    Funding,
    Indicator,
    Partner,
    Practice,
    PracticeText,
    TargetGroup,
    Theme,
)
from practices.partial_dates import PartialDate

# Codes; Django's types know records and numbers only.
COUNTRIES: tuple[Any, ...] = ("FR", "DE", "GR", "IT")
THEMES: tuple[Any, ...] = ("employment", "sport", "housing_health", "language_training")
AIMS: tuple[Any, ...] = ("training", "health", "cultural")
TARGET_GROUPS: tuple[Any, ...] = ("women", "children", "refugees")
COLLECTIONS = ("cses-2012", "integra")
KINDS = ("local_authority", "regional_authority", "ngo", "company")
# Of texts and of names: each has a stem of its own in every language, and some begin like others.
WORDS = ("alba", "albandor", "brizok", "cavelon", "dorkum", "dorkumbar", "fintok", "gorbal")
NAMES = ("kestrok", "lumbag", "merdok", "nordak")


class NothingThere(Exception):
    """There is no such record to be changed."""


def furnish() -> None:
    """What fact sheets point to."""
    with transaction.atomic():
        for code in COUNTRIES:
            Country.objects.create(code=code, name_en=code, name_fr=code, nuts_prefix={"GR": "EL"}.get(code, code))
        for at, code in enumerate(THEMES):
            Theme.objects.create(code=code, label_en=code, label_fr=code, position=at)
        for model, codes in ((Aim, AIMS), (TargetGroup, TARGET_GROUPS), (Collection, COLLECTIONS)):
            for at, code in enumerate(codes):
                model._default_manager.create(code=code, label_en=code, label_fr=code, position=at)
        for at in range(8):
            name = f"{NAMES[at % len(NAMES)]} {at}"
            Organisation.objects.create(name=name, slug=f"organisation-{at}", kind=KINDS[at % len(KINDS)])


def grow(seed: int, size: int) -> None:
    """So many fact sheets more."""
    chance = Random(seed)
    for _ in range(size):
        with transaction.atomic():
            add(chance)


def one(chance: Random) -> Practice:
    """Some fact sheet.

    Raises:
        NothingThere: there is none.
    """
    found: Practice = _some(chance, Practice.objects.all(), 1)[0]
    return found


def add(chance: Random) -> None:
    """A whole fact sheet."""
    languages = chance.sample(["en", "fr", "de"], k=chance.randint(1, 3))
    eu_wide = chance.random() < 0.2
    slug = uuid.uuid4().hex
    practice = Practice(
        slug=slug,
        external_id=slug,
        language=languages[0],
        collection_id=chance.choice(COLLECTIONS),
        organiser=_organisation(chance),
        scope="eu_international" if eu_wide else chance.choice(["regional_municipal", "national"]),
        eu_wide=eu_wide,
        dimension="cultural",
    )
    _describe(chance, practice)
    practice.save()
    for language in languages:
        PracticeText.objects.create(practice=practice, language=language, **_text(chance))
    if not eu_wide:
        practice.countries.set(chance.sample(COUNTRIES, k=chance.randint(1, 2)))
    _tag(chance, practice)
    add_rows(chance, practice)


def add_rows(chance: Random, practice: Practice | None = None) -> None:
    """Money and figures, with one statement each."""
    practice = practice or one(chance)
    levels = chance.choices(["local", "eu", "other"], k=chance.randint(0, 2))
    Funding.objects.bulk_create(Funding(practice=practice, level=level) for level in levels)
    positions = chance.sample(range(30_000), k=chance.choice([0, 0, 1]))
    Indicator.objects.bulk_create(
        Indicator(practice=practice, position=at, label="x", value=1, unit="items") for at in positions
    )


def assess(chance: Random) -> None:
    """Some of the criteria, anew."""
    practice = one(chance)
    Assessment.objects.filter(practice=practice).delete()
    for criterion in chance.sample(["relevance", "impact", "sustainability"], k=chance.randint(0, 3)):
        Assessment.objects.create(
            practice=practice,
            criterion=criterion,
            score=chance.randint(1, 5),
            reason="x",
            assessed_on=dt.date(2026, 1, 1),
        )


def describe(chance: Random) -> None:
    """Most of what a fact sheet says in a word or number, saved as a whole."""
    practice = one(chance)
    _describe(chance, practice)
    practice.save()


def tag(chance: Random) -> None:
    """Themes, aims and target groups."""
    _tag(chance, one(chance))


def move(chance: Random) -> None:
    """Into another country, or into one more."""
    practice = one(chance)
    if not practice.eu_wide:
        practice.countries.add(chance.choice(COUNTRIES))
        practice.countries.set(chance.sample(COUNTRIES, k=chance.randint(1, 3)))


def hand_over(chance: Random) -> None:
    """To another organiser; and another partner."""
    practice = one(chance)
    practice.organiser = _organisation(chance)
    practice.save(update_fields=["organiser"])
    Partner.objects.filter(practice=practice).delete()
    kind = chance.choice(["civil_society", "public_authorities"])
    Partner.objects.create(practice=practice, organisation=_organisation(chance), kind=kind)


def reword(chance: Random) -> None:
    """One text."""
    PracticeText.objects.filter(practice=one(chance)).update(**_text(chance))


def translate(chance: Random) -> None:
    """Into another language; or takes the translation away."""
    practice = one(chance)
    others = PracticeText.objects.filter(practice=practice).exclude(language=practice.language)
    if not others.delete()[0]:
        language = {"en": "fr", "fr": "de", "de": "en"}[practice.language]
        PracticeText.objects.create(practice=practice, language=language, **_text(chance))


def rename(chance: Random) -> None:
    """An organisation, whose kind changes too."""
    organisation = _organisation(chance)
    organisation.name = f"{chance.choice(NAMES)} {uuid.uuid4().hex}"
    organisation.kind = chance.choice(KINDS)
    organisation.save()


def rename_country(chance: Random) -> None:
    """In both languages."""
    Country.objects.filter(pk=chance.choice(COUNTRIES)).update(name_en=chance.choice(NAMES), name_fr="fintok")


def reorder_themes(chance: Random) -> None:
    """Another label for a theme, and another place."""
    Theme.objects.filter(pk=chance.choice(THEMES)).update(
        label_en=chance.choice(WORDS), label_fr=chance.choice(WORDS), position=chance.randint(0, 9)
    )


def change_by_sql(chance: Random) -> None:
    """Many at once, past the models."""
    changes = (
        "dimension = CASE dimension WHEN 'cultural' THEN 'legal_political' ELSE 'cultural' END",
        "transferable = NOT coalesce(transferable, false)",
        "cbp = CASE WHEN cbp = '{}' THEN '{1,7}'::smallint[] ELSE '{}' END",
        "beneficiaries = nullif(coalesce(beneficiaries, 0) + 1, 3)",
    )
    with connection.cursor() as cursor:
        # In the order of their keys, as everybody else goes about it.
        cursor.execute(
            f"UPDATE practices_practice SET {chance.choice(changes)} WHERE id IN"
            " (SELECT id FROM practices_practice WHERE id %% 9 = %s ORDER BY id FOR UPDATE)",
            [chance.randrange(9)],
        )


def delete(chance: Random) -> None:
    """A fact sheet, with all that belongs to it."""
    one(chance).delete()


def delete_by_sql(chance: Random) -> None:
    """The same by hand, the fact sheet itself first."""
    practice = one(chance)
    with connection.cursor() as cursor:
        for table, column in (
            ("practice", "id"), *((name, "practice_id") for name in (
                "practicetext", "practice_countries", "practice_themes", "practice_aims", "practice_target_groups",
                "funding", "partner", "indicator", "assessment",
            ))
        ):  # fmt: skip
            cursor.execute(f"DELETE FROM practices_{table} WHERE {column} = %s", [practice.pk])


CHANGES: tuple[Callable[[Random], None], ...] = (
    add, add_rows, assess, describe, describe, tag, move, hand_over, reword, translate, rename, rename_country,
    reorder_themes, change_by_sql, delete, delete_by_sql,
)  # fmt: skip


def _some(chance: Random, rows: "QuerySet[Any]", count: int) -> list[Any]:
    keys = sorted(rows.values_list("pk", flat=True))
    if len(keys) < count:
        raise NothingThere
    found = list(rows.filter(pk__in=chance.sample(keys, k=count)).order_by("pk"))
    if len(found) < count:  # somebody was quicker
        raise NothingThere
    return found


def _organisation(chance: Random) -> Organisation:
    found: Organisation = _some(chance, Organisation.objects.all(), 1)[0]
    return found


def _text(chance: Random) -> dict[str, str]:
    return {
        "title": " ".join(chance.choices(WORDS, k=2)),
        "summary": " ".join(chance.choices(WORDS, k=3)),
        "main_activities": " ".join(chance.choices(WORDS, k=2)),
    }


def _tag(chance: Random, practice: Practice) -> None:
    practice.themes.set(chance.sample(THEMES, k=chance.randint(1, 2)))
    practice.aims.set(chance.sample(AIMS, k=chance.randint(1, 2)))
    practice.target_groups.set(chance.sample(TARGET_GROUPS, k=chance.randint(1, 2)))


def _describe(chance: Random, practice: Practice) -> None:
    year = chance.choice([None, 2008, 2009, 2010])
    practice.started = PartialDate.parse(f"{year}-0{chance.randint(1, 3)}") if year else None
    practice.ongoing = chance.random() < 0.3
    finish = None if practice.ongoing else chance.choice([None, 2011, 2012])
    practice.finished = PartialDate.parse(str(finish)) if finish else None
    practice.last_confirmed_on = chance.choice([None, dt.date(2025, 5, 5)])
    practice.dimension = chance.choice(["legal_political", "socio_economic", "cultural"])
    practice.objectives_achieved = chance.choice(["", "completely", "partly"])
    practice.evaluation_method = chance.choice(["", "none", "internal", "external", "planned"])
    practice.transferable, practice.replicated = (chance.choice([None, True, False]) for _ in range(2))
    practice.national_programme = chance.choice([None, True, False])
    practice.beneficiaries = chance.choice([None, 0, 7, 1200])
    practice.budget_eur = chance.choice([None, 0, 500, 90_000, 1_000_000])
    practice.budget_period = "" if practice.budget_eur is None else chance.choice(["total", "per_year"])
    practice.budget_original, practice.budget_currency = None, ""
    practice.budget_doubtful = chance.random() < 0.2
    if practice.budget_eur is None and chance.random() < 0.5:
        practice.budget_original, practice.budget_currency, practice.budget_period = 700, "SEK", "total"
    practice.enar = sorted(chance.sample(range(1, 16), k=chance.randint(0, 2)))
