"""Walking a list by its links meets every row exactly once, whatever the sort, the size and what comes meanwhile."""

from collections.abc import Iterator
from itertools import permutations
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.exceptions import ValidationError

from config.pagination import KeysetPagination, Page
from practices.filters import PracticeFilterSet
from practices.filters.options import SORTS
from practices.models import Aim, Practice
from practices.ordering import BEST_MATCH
from practices.search import ask, load
from tests.factories import AimFactory, OrganisationFactory, PracticeFactory
from tests.factories.crowd import make_crowd, searched

pytestmark = pytest.mark.django_db
ENDLESS = 50  # more pages than any list here has: a walk that goes round in circles ends, and fails
SORT_NAMES = [name for name, _label in SORTS if name != BEST_MATCH]
REFUSED = {
    "type": "about:blank",
    "title": "Bad request",
    "status": 400,
    "detail": "The request names what is not on offer: see “errors”.",
}
NO_PAGE_ERRORS = {"cursor": ["This page does not exist. Begin at the first page, without cursor."]}
NO_SUCH_PAGE = REFUSED | {"errors": NO_PAGE_ERRORS}
WRONG_SIZE = REFUSED | {"errors": {"page_size": ["Give a whole number from 1 to 1000."]}}


def paginate(sort: str, cursor: str | None = "", size: int = 20) -> Page:
    filterset = PracticeFilterSet(QueryDict(f"sort={sort}"), queryset=Practice.objects.all())
    assert filterset.is_valid(), filterset.errors
    return KeysetPagination().paginate(ask(filterset), cursor or "", size)


def slugs(page: Page) -> list[str]:
    return [str(row) for row in load(page.rows, Practice.objects.all())]  # a fact sheet is written as its slug


def walk(sort: str, size: int) -> tuple[list[Page], list[Page]]:
    """The pages from first to last, and from there back to the first."""
    there = [paginate(sort, size=size)]
    while there[-1].next and len(there) < ENDLESS:
        there.append(paginate(sort, there[-1].next, size))
    back = [there[-1]]
    while back[-1].previous and len(back) < ENDLESS:
        back.append(paginate(sort, back[-1].previous, size))
    return there, back


def links(client: Client, address: str) -> tuple[list[list[str]], list[list[str]]]:
    """The ids of the rows on each page, by the links of the API."""
    pages: list[list[str]] = []
    back: list[list[str]] = []
    following = previous = address
    while following and len(pages) < ENDLESS:
        answer = client.get(following).json()
        following, previous = answer["next"], answer["previous"]
        pages.append([row["id"] for row in answer["results"]])
    while previous and len(back) < ENDLESS:
        answer = client.get(previous).json()
        previous = answer["previous"]
        back.append([row["id"] for row in answer["results"]])
    return pages, back


@pytest.mark.parametrize("sort", SORT_NAMES)
def test_a_walk_there_and_back_meets_every_row_once_with_ties_and_blanks(sort):
    crowd = make_crowd(seed=7, size=11)
    expected = searched(crowd, {"sort": [sort]})
    for size in range(1, 13):
        there, back = walk(sort, size)
        pages = [expected[start : start + size] for start in range(0, 11, size)]
        assert [slugs(page) for page in there] == pages, size
        assert [slug for page in reversed(back) for slug in slugs(page)] == expected, size
        assert {page.count for page in there + back} == {11}


@pytest.mark.parametrize("sort", ["title", "-budget"])
def test_rows_added_meanwhile_shift_no_page(sort):
    for title, budget in [("b", 90), ("d", 70), ("f", 50), ("h", None), ("j", None)]:
        PracticeFactory(title=title, budget_eur=budget, budget_period="total" if budget else "")
    before = slugs(paginate(sort))
    met: list[str] = []
    cursor: str | None = ""
    for title, budget in [("a", 95), ("c", 70), ("z", 10), ("g", None), ("e", 60)]:
        page = paginate(sort, cursor, size=1)
        met += slugs(page)
        cursor = page.next
        PracticeFactory(title=title, budget_eur=budget, budget_period="total" if budget else "")
    while cursor and len(met) < ENDLESS:
        page = paginate(sort, cursor, size=1)
        met += slugs(page)
        cursor = page.next
    assert [slug for slug in met if slug in before] == before
    assert len(met) == len(set(met))


def test_rows_removed_meanwhile_skip_no_other():
    first, second, third = (PracticeFactory(title=title) for title in "abc")
    cursor = paginate("title", size=1).next
    first.delete()
    assert slugs(paginate("title", cursor)) == [second.slug, third.slug]


def test_the_only_page_has_no_neighbours():
    PracticeFactory.create_batch(2)
    page = paginate("title", size=2)
    assert (page.count, page.next, page.previous) == (2, None, None)


def test_an_empty_list_has_no_neighbours():
    page = paginate("title")
    assert (page.rows, page.count, page.next, page.previous) == ([], 0, None, None)


def test_the_links_of_the_api_keep_the_rest_of_the_search(client):
    PracticeFactory.create_batch(3, countries=["FR", "DE"])
    answer = client.get("/api/v1/practices/?country=FR&country=DE&page_size=1").json()
    address, _, cursor = answer["next"].partition("&cursor=")
    assert address == "http://testserver/api/v1/practices/?country=FR&country=DE&page_size=1"
    assert client.get(f"/api/v1/practices/?cursor={cursor}").status_code == 200


@pytest.mark.parametrize("sort", SORT_NAMES)
def test_the_links_of_the_api_lead_through_the_fact_sheets_and_back(client, sort):
    for title in "abcba":
        PracticeFactory(title=title)
    everything = [row["id"] for row in client.get(f"/api/v1/practices/?sort={sort}").json()["results"]]
    pages = [everything[:2], everything[2:4], everything[4:]]
    assert links(client, f"/api/v1/practices/?sort={sort}&page_size=2") == (pages, pages[1::-1])


def test_the_links_of_the_api_lead_through_organisations_of_one_name(client):
    made = [OrganisationFactory(name="City", country__code=code) for code in ("FR", "DE", "GR")]
    ids = [str(organisation.public_id) for organisation in made]
    assert links(client, "/api/v1/organisations/?page_size=1") == ([[one] for one in ids], [[ids[1]], [ids[0]]])


def test_the_links_of_the_api_lead_through_a_vocabulary_by_its_codes(client):
    for code in ("b", "c", "a"):
        AimFactory(code=code, position=1)
    Aim.objects.filter(code="c").update(position=0)
    assert links(client, "/api/v1/aims/?page_size=1") == ([["c"], ["a"], ["b"]], [["a"], ["c"]])


@pytest.mark.parametrize(("mine", "other"), list(permutations(SORT_NAMES, 2)))
def test_a_cursor_of_one_sort_is_none_of_another(mine, other):
    PracticeFactory(title="2008", dates=("2008", "2009"), budget_eur=1, budget_period="total", beneficiaries=1)
    PracticeFactory(title="2008", dates=("2008", "2009"), budget_eur=1, budget_period="total", beneficiaries=1)
    with pytest.raises(ValidationError) as refused:
        paginate(other, paginate(mine, size=1).next)
    assert refused.value.detail == NO_PAGE_ERRORS


def test_a_cursor_of_one_list_is_none_of_another(client):
    for code in ("training", "health"):
        AimFactory(code=code)
    cursor = client.get("/api/v1/aims/?page_size=1").json()["next"].partition("cursor=")[2]
    refused = client.get(f"/api/v1/themes/?cursor={cursor}")
    assert (refused.status_code, refused.json()) == (400, NO_SUCH_PAGE)


def test_a_cursor_stays_good_when_the_filters_change(client):
    made = [PracticeFactory(title=title, countries=["FR", "DE"]) for title in "abc"]
    cursor = client.get("/api/v1/practices/?country=FR&page_size=1").json()["next"].partition("cursor=")[2]
    rows = client.get(f"/api/v1/practices/?country=DE&cursor={cursor}").json()["results"]
    assert [row["slug"] for row in rows] == [made[1].slug, made[2].slug]


def broken_cursors() -> Iterator[str]:
    """A good cursor with something wrong in each, and things that never were one."""
    good = str(paginate("title", size=1).next)
    place, signature = good.split(".")
    yield from (good[:-1], good[1:], f"{good}x", place, f".{signature}", f"{place}.", f"{place}..{signature}")
    yield from (good.upper(), f"x{good}", good.replace(".", ":"), f"{good}\x00", f"\x00{good}")
    yield from ("x" * 10_000, "[" * 10_000, "\x00", ".", "é.🤷", "Αθήνα", "null", "W10", "' OR 1=1 --")
    # Places as they were written before they were signed: made up, deeply nested, not finite.
    yield from ("WyJmIiwgbnVsbCwgMV0", "WyJmIiwgMWU0MDAsIDFd", "WyJmIiwgTmFOLCAxXQ", "W1tb" * 2_500)


def test_a_broken_cursor_is_refused_by_the_api_and_by_the_page(client):
    PracticeFactory.create_batch(2)
    for cursor in broken_cursors():
        refused = client.get(f"/api/v1/practices/?cursor={quote(cursor)}")
        assert (refused.status_code, refused.json()) == (400, NO_SUCH_PAGE), cursor[:80]
        page = client.get(f"/practices/?cursor={quote(cursor)}")
        assert page.status_code == 400, cursor[:80]
        assert list(page.context["errors"]) == list(NO_PAGE_ERRORS.items()), cursor[:80]


@pytest.mark.parametrize("size", ["0", "-1", "1001", "1.5", "1e2", "x", "٣", "²", " 1", "1,5", "\x00", "9" * 10_000])
def test_a_wrong_page_size_is_refused(client, size):
    refused = client.get(f"/api/v1/practices/?page_size={quote(size)}")
    assert (refused.status_code, refused.json()) == (400, WRONG_SIZE)


def test_a_page_size_padded_with_zeros_cannot_slip_past_the_limit(client):
    refused = client.get("/api/v1/practices/?page_size=0000000011000000")
    assert (refused.status_code, refused.json()) == (400, WRONG_SIZE)


@pytest.mark.parametrize(("size", "rows"), [("", 20), ("1", 1), ("007", 7), ("1000", 21)])
def test_a_page_has_as_many_rows_as_asked(client, size, rows):
    for number in range(21):
        AimFactory(code=f"aim-{number}")
    answer = client.get(f"/api/v1/aims/?page_size={size}").json()
    assert (answer["count"], len(answer["results"])) == (21, rows)


def test_without_a_page_size_a_page_has_twenty_rows(client):
    for number in range(21):
        AimFactory(code=f"aim-{number}")
    assert len(client.get("/api/v1/aims/").json()["results"]) == 20


def test_a_deep_page_skips_no_rows_in_the_database(client):
    PracticeFactory.create_batch(6)
    following = "/api/v1/practices/?page_size=2"
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            following = client.get(following).json()["next"]
    limited = [query["sql"] for query in queries if "LIMIT 3" in query["sql"]]
    assert (len(limited), [sql for sql in limited if "OFFSET" in sql]) == (3, [])


def test_a_broken_cursor_asks_the_database_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(ValidationError):
        paginate("title", "x")
