"""What the CSES study prints in its tables 3.7 to 3.11 (section 3.2.1), and fact sheets that have those margins."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from practices.models import Funding, Practice, PracticeText
from tests.factories import AimFactory, CollectionFactory, CountryFactory, OrganisationFactory, ThemeFactory

# A line: its number and its share in percent, as printed.
Printed = dict[str, tuple[int, str]]

SCOPES: Printed = {
    "eu_international": (32, "5.1"),
    "national": (104, "16.6"),
    "regional_municipal": (492, "78.3"),
}
# Regional or municipal, national, both together, and their share.
COUNTRIES: dict[str, tuple[int, int, int, str]] = {
    "AT": (29, 3, 32, "5.1"),
    "BE": (22, 7, 29, "4.6"),
    "BG": (3, 1, 4, "0.6"),
    "CY": (1, 0, 1, "0.2"),
    "CZ": (6, 2, 8, "1.3"),
    "DK": (13, 3, 16, "2.5"),
    "EE": (0, 5, 5, "0.8"),
    "FI": (24, 11, 35, "5.6"),
    "FR": (39, 1, 40, "6.4"),
    "DE": (104, 13, 117, "18.6"),
    "GR": (8, 7, 15, "2.4"),
    "HU": (2, 1, 3, "0.5"),
    "IE": (4, 2, 6, "1.0"),
    "IT": (17, 5, 22, "3.5"),
    "LV": (4, 2, 6, "1.0"),
    "LT": (1, 1, 2, "0.3"),
    "LU": (2, 11, 13, "2.1"),
    "MT": (0, 2, 2, "0.3"),
    "NL": (63, 3, 66, "10.5"),
    "NO": (1, 0, 1, "0.2"),
    "PL": (7, 2, 9, "1.4"),
    "PT": (16, 1, 17, "2.7"),
    "RO": (4, 0, 4, "0.6"),
    "SK": (5, 3, 8, "1.3"),
    "SI": (3, 1, 4, "0.6"),
    "ES": (58, 7, 65, "10.4"),
    "SE": (11, 0, 11, "1.8"),
    "GB": (43, 9, 52, "8.3"),
    "other": (2, 1, 3, "0.5"),
}
SUBTOTAL = (492, 104, 596, "94.9")
EU_WIDE = (32, "5.1")
ENDS: Printed = {
    "continuing": (344, "54.8"),
    "2012": (17, "2.7"),
    "2011": (50, "8.0"),
    "2010": (74, "11.8"),
    "before": (143, "22.8"),
}
AIMS: Printed = {
    "employment": (83, "16.9"),
    "training": (64, "13.1"),
    "education": (91, "18.6"),
    "social_integration": (264, "53.9"),
    "cultural": (68, "13.9"),
    "health": (41, "8.4"),
    "legal_political": (25, "5.1"),
    "other": (57, "11.6"),
}
FUNDING: Printed = {
    "local": (231, "47.1"),
    "regional": (134, "27.3"),
    "national": (189, "38.6"),
    "eu": (128, "26.1"),
}
TOTAL = 628

# The study does not say which countries “Other” stands for.
OTHERS = ("CH", "IS", "TR")
# Most practices are to have more than one source, as the study says: this many have two, the others state none.
FUNDED = sum(n for n, _share in FUNDING.values()) // 2


def make_study() -> None:
    """The records of the study's tables, as stubs: the margins are the study's, what they share is made up."""
    shared = {
        "organiser": OrganisationFactory.create(),
        "collection": CollectionFactory.create(code="stubs", label="Stubs"),
        "language": "en",
        "dimension": "cultural",
    }
    places = list(_places())
    when = [time for time, (n, _share) in ENDS.items() for _ in range(n)]
    practices = Practice.objects.bulk_create(
        Practice(
            slug=f"stub-{number}",
            external_id=str(number),
            scope=scope,
            eu_wide=not country,
            **shared,
            **_end(when[number], number),
        )
        for number, (country, scope) in enumerate(places)
    )
    PracticeText.objects.bulk_create(
        PracticeText(practice=practice, language="en", title=practice.slug, summary="A stub.")
        for practice in practices
    )
    for code in {country for country, _scope in places if country}:
        CountryFactory.create(code=code)
    for code in AIMS:
        AimFactory.create(code=code, label=code)
    theme = ThemeFactory.create(code="employment").pk
    local = [one.pk for one in practices if one.scope == "regional_municipal"]
    aims = [(pk, aim) for aim, pk in _dealt(AIMS, local)]
    aims += [(one.pk, "other") for one in practices if one.scope != "regional_municipal"]
    located = [(one.pk, country) for one, (country, _scope) in zip(practices, places, strict=True) if country]
    _connect(Practice.countries.through, "country_id", located)
    _connect(Practice.themes.through, "theme_id", [(one.pk, theme) for one in practices])
    _connect(Practice.aims.through, "aim_id", aims)
    Funding.objects.bulk_create(
        Funding(practice_id=pk, level=level, position=position)
        for position, (level, pk) in enumerate(_dealt(FUNDING, local[:FUNDED]))
    )


def _places() -> Iterator[tuple[str, str]]:
    """Country and scope of every record; nothing for the country of those that are EU-wide."""
    others = iter(OTHERS)
    for code, (local, national, _both, _share) in COUNTRIES.items():
        for scope, n in (("regional_municipal", local), ("national", national)):
            for _ in range(n):
                yield next(others) if code == "other" else code, scope
    yield from [("", "eu_international")] * EU_WIDE[0]


def _end(when: str, number: int) -> dict[str, Any]:
    if when == "continuing":
        return {"ongoing": True}
    year = 2009 - number % 7 if when == "before" else int(when)
    return {"finished_on": dt.date(year, 1, 1), "finished_precision": "year"}


def _dealt(printed: Printed, records: list[int]) -> Iterator[tuple[str, int]]:
    """Values dealt out in turn: as often as printed, to no record twice, and to every record before a second round."""
    dealt = 0
    for value, (n, _share) in printed.items():
        for _ in range(n):
            yield value, records[dealt % len(records)]
            dealt += 1


def _connect(through: Any, column: str, pairs: list[tuple[int, str]]) -> None:
    through.objects.bulk_create(through(practice_id=practice, **{column: value}) for practice, value in pairs)
