"""In the table: a row for each fact sheet, in the columns asked for, sorted by its headings."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from practices.models import Practice
from tests.factories import PracticeFactory
from tests.practices.catalogue_pages import page_of

pytestmark = pytest.mark.django_db


def cells(client: Client, columns: str) -> list[Any]:
    asked = "&".join(f"columns={name}" for name in columns.split())
    answer = page_of(client, f"?view=table&{asked}")
    ((_practice, cells),) = answer.context["table_rows"]
    assert [heading.name for heading in answer.context["headings"]][1:] == columns.split()
    return [str(cell.text) for cell in cells]


def test_every_column_says_what_the_fact_sheet_says(client):
    PracticeFactory(full=True, countries=["FR", "DE"], organiser__name="Ville")
    Practice.objects.update(updated_at="2026-01-02T12:00Z")
    columns = (
        "country place organiser organiser_kind scope dimension theme aim target_group started finished budget"
        " beneficiaries evidence_level collection updated"
    )
    assert cells(client, columns) == [
        "DE, France",
        "Roubaix",
        "Ville",
        "Local authority",
        "Regional or municipal",
        "Socio-economic",
        "Employment",
        "Training",
        "Women",
        "March 2008",
        "2011",
        "€12,000 over 1.5 years",
        "180",
        "Evaluated",
        "CSES study",
        "2 January 2026",
    ]


def test_what_is_unknown_is_left_blank(client):
    PracticeFactory()
    assert cells(client, "place started finished budget beneficiaries") == ["", "", "", "", ""]


def test_doubt_is_said_beside_the_figure(client):
    PracticeFactory(
        eu_wide=True,
        scope="eu_international",
        ongoing=True,
        budget_eur=167,
        budget_period="total",
        budget_doubtful=True,
        beneficiaries=12000,
        beneficiaries_doubtful=True,
    )
    assert cells(client, "country finished budget beneficiaries") == [
        "EU-wide",
        "ongoing",
        "€167 in total (doubtful)",
        "12,000 (doubtful)",
    ]


def test_columns_stand_in_one_order_each_once(client):
    headings = page_of(client, "?view=table&columns=budget&columns=place&columns=budget").context["headings"]
    assert [heading.name for heading in headings] == ["title", "place", "budget"]


def test_unless_some_are_chosen_there_are_five(client):
    headings = page_of(client, "?view=table").context["headings"]
    assert [heading.name for heading in headings] == [
        "title",
        "country",
        "started",
        "finished",
        "budget",
        "beneficiaries",
    ]


@pytest.mark.parametrize(
    ("sort", "now", "leads_to"),
    [
        ("title", {"title": "ascending"}, {"started": "-started", "budget": "-budget"}),
        ("started", {"started": "ascending"}, {"title": "title", "started": "-started", "budget": "-budget"}),
        ("-started", {"started": "descending"}, {"title": "title", "started": "started", "budget": "-budget"}),
        ("-budget", {"budget": "descending"}, {"title": "title", "started": "-started"}),
        ("-updated", {}, {"title": "title", "started": "-started", "budget": "-budget"}),
    ],
)
def test_headings_say_and_change_the_order(client, sort, now, leads_to):
    address = f"?view=table&columns=started&columns=place&columns=budget&sort={sort}"
    headings = page_of(client, address).context["headings"]
    assert {heading.name: heading.sorted for heading in headings if heading.sorted} == now
    found = {heading.name: parse_qs(heading.address[1:])["sort"][0] for heading in headings if heading.address}
    assert found == leads_to
