"""The hand-picked list stands in the address: it grows in the catalogue, changes on its page, and needs no account."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.picks import Picks
from tests.factories import PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/practices/list/"


@pytest.fixture(autouse=True)
def _three() -> None:
    for slug in "abc":
        PracticeFactory(slug=slug, title=slug.upper())


def address(*slugs: str, **further: str) -> str:
    return f"{LIST}?{urlencode([*(('practice', slug) for slug in slugs), *further.items()])}"


def slugs(page: Any) -> list[str]:
    return [practice.slug for practice in page.context["practices"]]


def notices(page: Any) -> list[str]:
    return re.findall(r'<div class="ecl-notification__title">(.*?)</div>', page.text)


def hidden(page: Any, form: str) -> list[tuple[str, str]]:
    """What a form sends without being asked."""
    (found,) = re.findall(rf'<form [^>]*id="{form}".*?</form>', page.text, re.DOTALL)
    return re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', found)


# The page of the list


def test_the_fact_sheets_stand_in_the_order_of_the_address_each_once(client: Client):
    assert slugs(client.get(address("c", "a", "c", "b"))) == ["c", "a", "b"]


def test_an_empty_list_says_how_to_fill_it(client: Client):
    page = client.get(LIST)
    assert (page.status_code, slugs(page)) == (200, [])
    assert "There is nothing on the list yet" in page.text


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ({"up": "c"}, f"{address('a', 'c', 'b')}#entry-c"),
        ({"up": "a"}, f"{address('a', 'b', 'c')}#entry-a"),
        ({"down": "a"}, f"{address('b', 'a', 'c')}#entry-a"),
        ({"down": "c"}, f"{address('a', 'b', 'c')}#entry-c"),
        ({"remove": "b"}, address("a", "c")),
        ({"up": "nothing"}, f"{address('a', 'b', 'c')}#entry-nothing"),
        ({"remove": "nothing"}, address("a", "b", "c")),
    ],
    ids=lambda asked: "-".join(*asked.items()) if isinstance(asked, dict) else "",
)
def test_a_change_leads_to_the_address_of_the_changed_list(client: Client, asked: dict[str, str], to: str):
    assert client.get(address("a", "b", "c", **asked))["Location"] == to


def test_a_change_keeps_the_name_of_the_list_and_where_it_comes_from(client: Client):
    further = {"list_name": "Ten homes", "search": "country=FR&theme=sport"}
    asked = client.get(address("a", "b", remove="a", **further))
    assert asked["Location"] == address("b", **further).replace("+", "%20")


def test_the_address_to_share_says_nothing_of_its_owner(client: Client):
    page = client.get(address("a", list_name="Mine", search="country=FR"))
    assert page.context["picks"].shared_address == address("a")


def test_one_that_has_left_the_catalogue_is_named_and_the_rest_shown(client: Client):
    page = client.get(address("a", "<b>gone</b>", "c"))
    assert (page.status_code, slugs(page)) == (200, ["a", "c"])
    assert notices(page) == ["“&lt;b&gt;gone&lt;/b&gt;” is not in the catalogue: it may be mistyped, or it has left."]
    assert hidden(page, "ordering") == [("practice", "a"), ("practice", "c")]


def test_a_hundred_and_one_are_refused_with_a_way_out(client: Client):
    page = client.get(address("a", *(f"x{number}" for number in range(100))))
    assert page.status_code == 400
    assert notices(page) == ["A list holds at most 100 fact sheets; this address names 101."]
    assert len(page.context["picks"].slugs) == 100


def test_another_parameter_is_refused(client: Client):
    page = client.get(address("a", country="FR"))
    assert page.status_code == 400
    assert "There is no such parameter." in page.text


@pytest.mark.parametrize("name", ["x" * 121, "a\x00b", "a\nb"], ids=["long", "nul", "line break"])
def test_what_cannot_be_a_name_is_not_offered_as_one(client: Client, name: str):
    client.force_login(UserFactory.create())
    assert client.get(address("a", list_name=name)).context["form"]["name"].value() == ""


def test_who_is_not_signed_in_is_led_back_after_signing_in(client: Client):
    page = client.get(address("a", "b")).text
    assert 'href="/account/sign-in/?next=%2Fpractices%2Flist%2F%3Fpractice%3Da%26practice%3Db"' in page


def test_the_list_is_there_as_files(client: Client):
    page = client.get(address("b", "a")).text
    files = re.findall(r'href="(/practices/export\.\w+\?.*?)"', page)
    assert files == [
        "/practices/export.csv?practice=b&amp;practice=a",
        "/practices/export.xlsx?practice=b&amp;practice=a",
    ]


def test_thirty_cost_as_many_queries_as_one(client: Client):
    many = [PracticeFactory(slug=f"s{number}", full=True).slug for number in range(30)]
    counts = []
    for some in (many[:1], many):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(*some))
        counts.append(len(asked))
    assert counts == [4, 4]


# The catalogue, in which it grows


def test_every_card_of_the_catalogue_has_a_box_for_the_list(client: Client):
    page = client.get("/practices/").text
    boxes = re.findall(
        r'<input class="pick__box" type="checkbox" id="pick-\w" name="practice" value="(\w)" form="picking">', page
    )
    assert boxes == ["a", "b", "c"]


def test_what_is_picked_is_marked_and_sent_along(client: Client):
    page = client.get("/practices/?picked=c,a&country=FR&list_name=Mine")
    assert re.findall(r'type="checkbox" id="pick-(\w)"', page.text) == ["b"]
    assert hidden(page, "picking") == [
        ("practice", "c"),
        ("practice", "a"),
        ("list_name", "Mine"),
        ("search", "country=FR"),
    ]


def test_adding_and_searching_on_leads_back_to_the_search(client: Client):
    asked = client.get(address("c", "a", search="country=FR&sort=-started", list_name="Mine", go_on="1"))
    assert asked["Location"] == "/practices/?country=FR&sort=-started&picked=c,a&list_name=Mine"


def test_filters_sorting_paging_and_clearing_carry_the_picks_along(client: Client):
    page = client.get("/practices/?picked=c,a&country=FR&page_size=1")
    carried = re.findall(r'<input type="hidden" name="picked" value="(.*?)">', page.text)
    assert carried == ["c,a"] * 3  # by the search, the filters and the sort
    links = re.findall(r'href="([^"]*)"[^>]*>(?:<span><span class="chip__key">|Clear all|Next page)', page.text)
    assert [QueryDict(link.partition("?")[2].replace("&amp;", "&"))["picked"] for link in links] == ["c,a"] * 3


def test_picks_filter_nothing(client: Client):
    counts = [client.get(f"/practices/{query}").context["page"].count for query in ("", "?picked=a")]
    assert counts == [3, 3]


def test_the_api_takes_the_address_of_a_page_with_picks(client: Client):
    assert client.get("/api/v1/practices/?picked=a,b&list_name=Mine").json()["count"] == 3


@pytest.mark.parametrize("picked", ["%00", "<script>", "a,,a,", ",", "x" * 5000])
def test_what_cannot_be_picked_is_left_behind(client: Client, picked: str):
    page = client.get(f"/practices/?picked={picked}")
    assert page.status_code == 200
    assert {name for name, _value in hidden(page, "picking") if name != "practice"} <= {"search"}
    assert {value for name, value in hidden(page, "picking") if name == "practice"} <= {"a"}


# The fact sheet


def test_a_fact_sheet_is_added_to_what_was_picked(client: Client):
    page = client.get("/practices/b/?picked=c,a&list_name=Mine").text
    assert re.findall(r'<p class="add-to-list"><a .*? href="(.*?)">(.*?)</a>', page) == [
        ("/practices/list/?practice=c&amp;practice=a&amp;practice=b&amp;list_name=Mine", "Add to my list")
    ]


def test_a_fact_sheet_that_was_picked_leads_to_the_list(client: Client):
    page = client.get("/practices/a/?picked=c,a").text
    assert re.findall(r'<p class="add-to-list"><a .*? href="(.*?)">(.*?)</a>', page) == [
        ("/practices/list/?practice=c&amp;practice=a", "On my list")
    ]


def test_a_fact_sheet_found_by_a_search_leads_back_to_it_by_way_of_the_list(client: Client):
    page = client.get(f"/practices/b/?{urlencode({'within': 'country=FR&picked=c'})}").text
    assert re.findall(r'<p class="add-to-list"><a .*? href="(.*?)">', page) == [
        "/practices/list/?practice=c&amp;practice=b&amp;search=country%3DFR"
    ]


def test_cards_carry_the_picks_to_their_fact_sheets(client: Client):
    page = client.get("/practices/?picked=c").text
    carried = re.findall(r'standalone" href="/practices/(\w)/\?(.*?)"', page)
    assert [(slug, QueryDict(query.replace("&amp;", "&"))["picked"]) for slug, query in carried] == [
        ("a", "c"),
        ("b", "c"),
        ("c", "c"),
    ]


def test_picks_come_back_as_they_were_written():
    picks = Picks(("c", "a"), "Two words", "country=FR&theme=sport")
    queries = [QueryDict(where.partition("?")[2]) for where in (picks.list_address, picks.catalogue_address)]
    assert [Picks.of_list(queries[0]), Picks.carried(queries[1])] == [picks, picks]
