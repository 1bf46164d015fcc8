"""The export of a list picked by hand, and the links that lead from pages to exports."""

import html
import re
from typing import Any

import pytest

from tests.factories import PracticeFactory
from tests.practices.flat import CSV, XLSX, refusals, slugs

pytestmark = pytest.mark.django_db


def test_a_list_picked_by_hand_keeps_its_order_and_has_each_once(client):
    for slug in "abc":
        PracticeFactory(slug=slug, title=slug)
    assert slugs(client, "practice=c&practice=a&practice=&practice=c&list_name=Mine&search=country%3DFR") == ["c", "a"]


def test_a_picked_fact_sheet_that_is_not_there_is_named(client):
    PracticeFactory(slug="a")
    assert refusals(client, f"{XLSX}?practice=a&practice=b&practice={'x' * 500}&practice=%00") == (
        400,
        {
            "practice": [
                "There is no fact sheet “b”.",
                f"There is no fact sheet “{'x' * 80}”.",
                "There is no fact sheet “\x00”.",
            ]
        },
    )


def test_a_list_picked_by_hand_may_have_a_hundred(client):
    picked = "&".join(f"practice={practice.slug}" for practice in PracticeFactory.create_batch(101))
    assert len(slugs(client, picked.rpartition("&")[0])) == 100
    assert refusals(client, f"{CSV}?{picked}") == (
        400,
        {"practice": ["Pick no more than 100 fact sheets for one file."]},
    )


def test_a_list_picked_by_hand_takes_no_filter_beside_it(client):
    PracticeFactory(slug="a")
    said = "A list picked by hand takes no other parameter: leave this one out, or the list."
    assert refusals(client, f"{CSV}?practice=a&country=FR&ongoing=&sort=title") == (
        400,
        {"country": [said], "sort": [said]},
    )


def links(page: Any) -> list[str]:
    return re.findall(r'href="([^"]*export\.[^"]*)"', html.unescape(page.text))


def test_the_catalogue_leads_to_the_export_of_its_search(client):
    PracticeFactory.create_batch(2)
    page = client.get("/practices/?page_size=1&country=FR&country=none&sort=-budget&picked=a")
    assert links(page) == [f"{address}?country=FR&country=none&sort=-budget" for address in (CSV, XLSX)]


def test_the_catalogue_leads_to_the_export_of_everything(client):
    assert links(client.get("/practices/")) == [CSV, XLSX]


def test_the_list_picked_by_hand_leads_to_its_export(client):
    for slug in "ab":
        PracticeFactory(slug=slug)
    page = client.get("/practices/list/?practice=b&practice=a&list_name=Mine")
    assert links(page) == [f"{address}?practice=b&practice=a" for address in (CSV, XLSX)]
