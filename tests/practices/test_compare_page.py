"""The page on which fact sheets stand side by side: which ones and what of them stands in the address."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import IndicatorFactory, OrganisationFactory, PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _five() -> None:
    city = OrganisationFactory(slug="city")
    for number, slug in enumerate(["a", "b", "c", "d", "e"]):
        PracticeFactory(slug=slug, title=slug.upper(), organiser=city, place_name="Lille" if number % 2 else "Roubaix")


def address(*slugs: str, further: str = "", page: str = "compare/") -> str:
    return f"/practices/{page}?{'&'.join([*(f'practice={slug}' for slug in slugs), *filter(None, [further])])}"


def titles(page: Any) -> list[str]:
    return [column["title"] for column in page.context["columns"]]


def shown(page: Any) -> list[str]:
    return [row.name for group in page.context["groups"] for row in group["rows"]]


def notices(page: Any) -> list[str]:
    return re.findall(r'<div class="ecl-notification__title">(.*?)</div>', page.text)


def test_they_stand_in_the_order_of_the_address(client: Client):
    assert titles(client.get(address("c", "a", "b"))) == ["C", "A", "B"]


def test_one_that_is_named_twice_counts_once(client: Client):
    assert titles(client.get(address("b", "a", "b", "", "a"))) == ["B", "A"]


def test_what_differs_is_marked_by_a_sign_and_a_word(client: Client):
    page = client.get(address("a", "b")).text
    marked = re.findall(
        r'<th class="compare__label" scope="row">(\w+) <span.*?>≠</span><span class="visually-hidden">\(differs\)',
        page,
    )
    assert marked == ["Place"]


def test_the_number_of_differences_is_said(client: Client):
    page = client.get(address("a", "b"))
    assert (page.context["differing"], page.context["total"]) == (1, 11)


def test_only_differences_leaves_the_others_out(client: Client):
    page = client.get(address("a", "b", further="differences=only"))
    assert (shown(page), page.context["differing"], page.context["total"]) == (["place_name"], 1, 11)


def test_where_nothing_differs_the_page_says_so(client: Client):
    page = client.get(address("a", "c", further="differences=only"))
    assert (page.context["groups"], page.status_code) == ([], 200)
    assert "They say the same in everything" in page.text


def test_another_switch_than_only_is_refused(client: Client):
    page = client.get(address("a", "b", further="differences=some"))
    assert page.status_code == 400
    assert "“some” is not on offer. Allowed: only." in page.text


def test_without_any_the_page_explains_itself(client: Client):
    page = client.get(address())
    assert (page.status_code, notices(page), "How to compare" in page.text) == (200, [], True)


def test_with_one_it_asks_for_another(client: Client):
    page = client.get(address("a"))
    assert (page.status_code, notices(page)) == (200, ["One fact sheet is chosen. Add another to compare it with."])
    assert page.context["picks"].catalogue_address == "/practices/?picked=a"


def test_five_are_one_too_many(client: Client):
    page = client.get(address("a", "b", "c", "d", "e"))
    assert page.status_code == 400
    assert notices(page) == ["At most 4 fact sheets fit side by side. Take some away."]
    assert [one["without"] for one in page.context["picked"]][1] == address("a", "c", "d", "e")


UNKNOWN = {
    "nothing": "nothing",
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "=HYPERLINK(1)": "=HYPERLINK(1)",
    "Σχολείο": "Σχολείο",
    "x" * 10_000: "x" * 80,
    "%00": "\N{REPLACEMENT CHARACTER}",
}


@pytest.mark.parametrize(("slug", "named"), UNKNOWN.items(), ids=[name[:20] for name in UNKNOWN])
def test_one_that_there_is_not_is_named(client: Client, slug: str, named: str):
    page = client.get(address("a", slug))
    assert page.status_code == 400
    assert notices(page) == [f"There is no fact sheet “{named}”. It may be mistyped, or it has left the catalogue."]


def test_hundreds_are_refused_at_the_price_of_one_query(client: Client):
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address(*(f"x{number}" for number in range(900))))
    assert (page.status_code, len(asked)) == (400, 1)


def test_another_parameter_is_refused_with_those_there_are(client: Client):
    page = client.get(address("a", "b", further="country=FR"))
    assert page.status_code == 400
    assert "There is no such parameter. Allowed: differences, practice." in page.text


def test_each_may_be_taken_away(client: Client):
    page = client.get(address("a", "b", "c"))
    assert [column["without"] for column in page.context["columns"]] == [
        address("b", "c"),
        address("a", "c"),
        address("a", "b"),
    ]


def test_four_cost_as_many_queries_as_two(client: Client):
    for slug in "abcd":
        practice = PracticeFactory(slug=f"full-{slug}", full=True)
        IndicatorFactory.create_batch(3, practice=practice)
    counts = []
    for slugs in (["full-a", "full-b"], ["full-a", "full-b", "full-c", "full-d"]):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(*slugs))
        counts.append(len(asked))
    assert counts == [11, 11]


def test_on_paper_it_is_a_document(client: Client):
    answer = client.get(address("a", "b", page="compare.pdf"))
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("slugs", [[], ["a"], ["a", "nothing"], ["a", "b", "c", "d", "e"]])
def test_on_paper_what_cannot_be_compared_is_explained(client: Client, slugs: list[str]):
    answer = client.get(address(*slugs, page="compare.pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
