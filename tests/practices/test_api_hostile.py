"""Odd and hostile input in every parameter and path is answered 200, 400 or 404 as is right, never by a crash."""

from urllib.parse import quote, quote_plus

import pytest

from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.filters.options import SORTS
from tests.factories import OrganisationFactory, PracticeFactory

pytestmark = pytest.mark.django_db
ODD = {
    "ten-thousand-letters": "x" * 10_000,
    "nul": "FR\x00",
    "single-quote": "' OR 1=1 --",
    "double-quote": '"; DROP TABLE practices_practice; --',
    "greek": "Ελλάδα",
    "emoji": "🤷🏽",
    "right-to-left": "\u202eFR",
    "percent": "%s%%(value)s",
    "template": "{{ 7|add:7 }}{% now %}",
    "markup": "<script>alert(1)</script>",
    "newlines": "FR\r\nSet-Cookie: a=b",
    "number": "-99999999999999999999999999",
    "not-finite": "NaN",
    "list": "[]",
}
# Anything may be searched for, if it is not too long; the rest is a choice.
CHOSEN = [name for name in PracticeFilterSet.base_filters if name != "q"]
LISTS = {
    "practices": [*CHOSEN, "cursor", "page_size"],
    "organisations": [*OrganisationFilterSet.base_filters, "cursor", "page_size"],
    "themes": ["cursor", "page_size"],
    "aims": ["cursor", "page_size"],
    "target-groups": ["cursor", "page_size"],
    "collections": ["cursor", "page_size"],
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_value_is_refused_and_named_by_every_parameter(client, odd):
    for name, parameters in LISTS.items():
        query = "&".join(f"{parameter}={quote_plus(odd)}" for parameter in parameters)
        refused = client.get(f"/api/v1/{name}/?{query}")
        named = CHOSEN if name == "practices" else parameters[:-2] or ["page_size"]
        assert (refused.status_code, sorted(refused.json()["errors"])) == (400, sorted(named)), name


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_value_is_refused_by_the_page_too(client, odd):
    query = "&".join(f"{name}={quote_plus(odd)}" for name in CHOSEN)
    refused = client.get(f"/practices/?{query}")
    assert (refused.status_code, len(refused.context["errors"])) == (400, len(CHOSEN))
    assert "<script>alert" not in refused.content.decode()


@pytest.mark.parametrize("odd", [odd for name, odd in ODD.items() if name not in ("ten-thousand-letters", "nul")])
def test_odd_words_are_looked_for_in_peace(client, odd):
    answer = client.get(f"/api/v1/practices/?q={quote_plus(odd)}&facets=all")
    assert (answer.status_code, answer.json()["count"]) == (200, 0)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_parameter_is_refused_by_name_and_no_longer_than_that(client, odd):
    for name in LISTS:
        refused = client.get(f"/api/v1/{name}/?{quote_plus(odd)}=1")
        assert (refused.status_code, list(refused.json()["errors"])) == (400, [odd[:80]]), name


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("path", [*(f"/api/v1/{name}" for name in LISTS), "/practices", "/organisations"])
def test_an_odd_address_leads_nowhere(client, path, odd):
    assert client.get(f"{path}/{quote(odd, safe='')}/").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_the_same_value_a_thousand_times_is_one(client, name):
    query = "&".join(["page_size=1", *["cursor="] * 900])
    assert client.get(f"/api/v1/{name}/?{query}").json()["count"] == 0


def test_a_sentence_repeats_no_more_of_a_long_value_than_eighty_letters(client):
    errors = client.get(f"/api/v1/practices/?ongoing={'x' * 10_000}&sort={'y' * 10_000}").json()["errors"]
    assert errors == {
        "ongoing": [f"“{'x' * 80}” is not on offer. Allowed: true, false."],
        "sort": [f"“{'y' * 80}” is not on offer. Allowed: {', '.join(name for name, _label in SORTS)}."],
    }


@pytest.mark.parametrize("kind", ["practices", "organisations"])
def test_the_longest_slug_is_found_and_a_longer_one_is_not(client, kind):
    slug = "x" * 120
    PracticeFactory(slug=slug)
    OrganisationFactory(slug=slug)
    found = [client.get(f"/api/v1/{kind}/{address}/").status_code for address in (slug, slug + "x", "x" * 10_000)]
    assert found == [200, 404, 404]


def test_the_text_of_a_fact_sheet_in_a_language_that_there_is_not(client):
    PracticeFactory(slug="courses", title="Courses")
    for odd in ODD.values():
        page = client.get(f"/practices/courses/?text={quote_plus(odd)}")
        assert page.context["text"].title == "Courses"
