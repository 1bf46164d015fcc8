"""The fact sheets that the project ships say what their sources say, and keep the rules of content."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.db.models import Q

from network.models import Country, Organisation
from practices.models import Aim, Collection, Practice, PracticeText, TargetGroup, Theme
from practices.models.text import SECTIONS
from practices.resources import load_catalogue

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FACTS: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "facts").glob("*.yaml"))
}
SHEETS = [
    pytest.param(collection, str(number), list(facts), id=f"{collection}-{number}")
    for collection, listed in FACTS.items()
    for number, facts in itertools.groupby(listed, key=lambda fact: fact["id"])
]
# Short portraits have fewer sections than the fact sheets of a study.
FEWEST_SECTIONS = {"cses-2012": 3, "enar-2011": 3, "integra": 2}
# Roughly where the mainland of each country lies: south, north, west, east.
BOXES = {
    "AT": (46.3, 49.1, 9.5, 17.2),
    "BE": (49.4, 51.6, 2.5, 6.5),
    "BG": (41.2, 44.3, 22.3, 28.7),
    "CY": (34.5, 35.8, 32.2, 34.7),
    "CZ": (48.5, 51.1, 12.0, 18.9),
    "DE": (47.2, 55.1, 5.8, 15.1),
    "ES": (35.9, 43.9, -9.4, 4.4),
    "FI": (59.7, 70.1, 20.5, 31.6),
    "FR": (41.3, 51.2, -5.2, 9.7),
    "GB": (49.8, 60.9, -8.7, 1.8),
    "GR": (34.8, 41.8, 19.3, 29.7),
    "HR": (42.3, 46.6, 13.4, 19.5),
    "HU": (45.7, 48.6, 16.1, 22.9),
    "IE": (51.4, 55.5, -10.7, -5.9),
    "IT": (35.4, 47.1, 6.6, 18.6),
    "NL": (50.7, 53.6, 3.3, 7.3),
    "NO": (57.9, 71.2, 4.5, 31.2),
    "PL": (49.0, 54.9, 14.1, 24.2),
    "PT": (36.9, 42.2, -9.6, -6.1),
    "RO": (43.6, 48.3, 20.2, 29.8),
    "SE": (55.3, 69.1, 10.9, 24.2),
    "SK": (47.7, 49.7, 16.8, 22.6),
}
MAIL = re.compile(r"@|\(at\)|\[at\]|mailto:")
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")
TELEPHONE = re.compile(
    r"(?:\+|\b00)\s?\d[\d\s()./-]{6,}\d"  # abroad
    r"|\b0\d{1,4}[)\s/.-]+\d[\d\s/.-]{4,}\d"  # at home
    r"|\b(?:tel|phone|telephone|fax|mobile)\b\W{0,3}\d"  # announced
    r"|\b\d{2,4}(?:[ ./-]\d{2,4}){2,}\b|\b\d{7,}\b",  # in groups, or in one piece
    re.IGNORECASE,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The project's own content, loaded once for these tests, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(FIXTURES)
        yield
        transaction.set_rollback(True)


def held(practice: Practice) -> dict[str, Any]:
    """What the database holds of a fact sheet, by the names of the facts, which are the keys of the fixture files."""
    codes = {key: set(getattr(practice, key).values_list("code", flat=True)) for key in ("themes", "aims")}
    return {
        **codes,
        "target_groups": set(practice.target_groups.values_list("code", flat=True)),
        "countries": set(practice.countries.values_list("code", flat=True)),
        "started": str(practice.started) if practice.started else None,
        "finished": str(practice.finished) if practice.finished else None,
        "ongoing": practice.ongoing,
        "organiser": practice.organiser.name,
        "place.name": practice.place_name,
        "scope": practice.scope,
        "original_title.text": practice.original_title,
        "dimension": practice.dimension,
        "type_of_project": practice.type_of_project,
        "budget.amount_eur": practice.budget_eur,
        "budget.period": practice.budget_period,
        "budget.years": practice.budget_years,
        "budget.original_amount": practice.budget_original,
        "budget.original_currency": practice.budget_currency,
        "budget.doubtful": practice.budget_doubtful,
        "beneficiaries.number": practice.beneficiaries,
        "objectives_achieved": practice.objectives_achieved,
        "national_programme.part": practice.national_programme,
        "transferable.answer": practice.transferable,
        "replicated.answer": practice.replicated,
        "evaluation": practice.evaluation_method or None,
        "enar": set(practice.enar),
        "origin": practice.origin,
        "partner": [
            {"name": partner.organisation.name} for partner in practice.partners.select_related("organisation")
        ],
        "funding": list(practice.funding.values("level", "name", "amount_eur", "share")),
        "sources": list(practice.sources.values("section", "title", "url")),
    }


def same(fact: Any, value: Any) -> bool:
    """Whether the database holds what a fact says; a fact may name less than all the themes, aims or groups."""
    if isinstance(fact, bool) or fact is None or value is None:
        return fact is value
    if isinstance(fact, int | float):
        return bool(Decimal(str(fact)) == value)
    if isinstance(value, set):
        return set(fact) <= value
    if isinstance(value, list):
        wanted = fact if isinstance(fact, dict) else {"name": fact}
        return any(all(same(wanted[key], entry[key]) for key in wanted) for entry in value)
    return bool(fact == value)


def differences(practice: Practice, facts: list[dict[str, Any]]) -> list[str]:
    """The facts that the database does not hold, and the outcome figures that it holds without a fact."""
    sheet, values = f"{practice.collection_id} {practice.external_id}", held(practice)
    found = []
    for fact in facts:
        if fact["field"] == "indicator":
            continue
        value = values[fact["field"]]
        exact = fact["field"] in ("countries", "enar")
        if not same(fact["value"], value) or (exact and set(fact["value"]) != value):
            found.append(f"{sheet}: {fact['field']} is {fact['value']} in the source, not {value}")
    figures = [fact for fact in facts if fact["field"] == "indicator"]
    columns = ("value", "unit", "year", "baseline_value", "baseline_year")
    rows = list(practice.indicators.values("label", *columns))
    # Each figure stands for one row; the ones that say most choose first.
    for figure in sorted(figures, key=len, reverse=True):
        wanted = {column: figure[column] for column in columns if column in figure}
        row = next((row for row in rows if all(same(wanted[key], row[key]) for key in wanted)), None)
        if row is None:
            found.append(f"{sheet}: the source has the figure {wanted}")
        else:
            rows.remove(row)
    return found + [f"{sheet}: no fact bears out {row['label']}: {row['value']} {row['unit']}" for row in rows]


@pytest.mark.parametrize(("collection", "number", "facts"), SHEETS)
def test_a_fact_sheet_says_what_its_source_says(collection, number, facts):
    practice = Practice.objects.get(collection_id=collection, external_id=number)
    assert differences(practice, facts) == []


def test_a_fact_that_is_not_held_is_told_by_collection_number_and_field():
    practice = Practice.objects.get(collection_id="cses-2012", external_id="3")
    facts = [
        {"id": 3, "field": "started", "value": "2012"},
        {"id": 3, "field": "countries", "value": []},
        {"id": 3, "field": "ongoing", "value": True},
        {"id": 3, "field": "partner", "value": "Nobody"},
        {"id": 3, "field": "indicator", "value": 41, "unit": "people"},
    ]
    partners = held(practice)["partner"]
    assert differences(practice, facts) == [
        "cses-2012 3: started is 2012 in the source, not 2012-01",
        "cses-2012 3: countries is [] in the source, not {'FR'}",
        "cses-2012 3: ongoing is True in the source, not False",
        f"cses-2012 3: partner is Nobody in the source, not {partners}",
        "cses-2012 3: the source has the figure {'value': 41, 'unit': 'people'}",
        "cses-2012 3: no fact bears out Members of the Board of foreign residents taking a direct part: 40.00 people",
    ]


def test_every_fact_sheet_has_facts():
    with_facts = {(collection, str(fact["id"])) for collection, facts in FACTS.items() for fact in facts}
    assert with_facts == set(Practice.objects.values_list("collection_id", "external_id"))


def test_every_fact_sheet_has_an_english_text_with_enough_sections():
    sections = {
        (text.practice.collection_id, text.practice.external_id): sum(bool(getattr(text, name)) for name in SECTIONS)
        for text in PracticeText.objects.filter(language="en").exclude(summary="").select_related("practice")
    }
    every = Practice.objects.values_list("collection_id", "external_id")
    assert [sheet for sheet in every if sections.get(sheet, 0) < FEWEST_SECTIONS[sheet[0]]] == []


def test_every_fact_sheet_has_a_text_in_its_original_language():
    texts = set(PracticeText.objects.values_list("practice_id", "language"))
    assert set(Practice.objects.values_list("pk", "language")) - texts == set()


def test_the_study_says_of_each_of_its_case_studies_and_of_no_other_how_it_was_found():
    assert set(Practice.objects.exclude(origin="").values_list("collection_id", "external_id")) == {
        ("cses-2012", str(number)) for number in range(1, 38)
    }


def test_every_organisation_organises_or_takes_part():
    unused = Organisation.objects.filter(practices__isnull=True, partnerships__isnull=True)
    assert sorted(unused.values_list("name", flat=True)) == []


def texts_of(entry: Any) -> Iterator[str]:
    """Every text of a record, however deep."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict | list):
        for value in entry.values() if isinstance(entry, dict) else entry:
            yield from texts_of(value)


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_holds_no_mail_address(path):
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if MAIL.search(line)] == []


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_holds_no_telephone_number(path):
    texts = texts_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [text for text in texts if TELEPHONE.search(DAY.sub("", text))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call +32 2 282 22 11.", True),
        ("0032 2 282 22 11", True),
        ("020 7946 0958", True),
        ("(02) 282 2211", True),
        ("Tel.: 112", True),
        ("03.20.66.46.00", True),
        ("2822211", True),
        ("From 2008-12-01 to 2011-10", False),
        ("€1,059,176.74 over 2009-2014, 8,500 brochures in FRE11", False),
        ("http://example.org/2019/2016/", False),
    ],
)
def test_a_telephone_number_is_told_from_other_figures(text, found):
    assert bool(TELEPHONE.search(DAY.sub("", text))) == found


def places() -> Iterator[tuple[str, Practice | Organisation, list[str]]]:
    """Every record with a place, and the countries that it is in."""
    placed = ~Q(nuts_code="") | Q(latitude__isnull=False)
    for practice in Practice.objects.filter(placed).prefetch_related("countries"):
        name = f"{practice.collection_id} {practice.external_id}"
        yield name, practice, [country.code for country in practice.countries.all()]
    for organisation in Organisation.objects.filter(placed):
        yield organisation.name, organisation, [organisation.country_id] if organisation.country_id else []


def test_a_region_belongs_to_a_country_of_its_record():
    prefixes = dict(Country.objects.values_list("code", "nuts_prefix"))
    strangers = [
        (name, record.nuts_code)
        for name, record, countries in places()
        # An international body has no country of its own, but its seat is in one.
        if record.nuts_code and record.nuts_code[:2] not in [prefixes[code] for code in countries or prefixes]
    ]
    assert strangers == []


def test_coordinates_lie_in_the_country_of_their_region():
    codes = {prefix: code for code, prefix in Country.objects.values_list("code", "nuts_prefix")}
    astray = []
    for name, record, _countries in places():
        if record.latitude is None or record.longitude is None:
            continue
        south, north, west, east = BOXES[codes[record.nuts_code[:2]]]
        if not (south <= record.latitude <= north and west <= record.longitude <= east):
            astray.append((name, record.latitude, record.longitude))
    assert astray == []


@pytest.mark.parametrize("model", [Theme, Aim, TargetGroup, Collection])
def test_every_word_has_a_label_and_description_in_english_and_french(model):
    named = ("label_en", "label_fr", "description_en", "description_fr")
    assert [str(word.pk) for word in model.objects.all() if not all(getattr(word, column) for column in named)] == []


def test_every_country_has_a_name_in_english_and_french():
    assert list(Country.objects.filter(Q(name_en="") | Q(name_fr="") | Q(name_en=None) | Q(name_fr=None))) == []
