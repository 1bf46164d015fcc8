"""The pages on which somebody keeps, replaces, renames and deletes lists: what they answer, also to mistakes."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import User
from practices.models import Practice, SavedList
from tests.factories import PracticeFactory, SavedListFactory, UserFactory

pytestmark = pytest.mark.django_db
LISTS = "/practices/lists/"


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create(email="owner@example.org")
    return user


@pytest.fixture
def abc() -> list[Practice]:
    return [PracticeFactory(slug=slug, title=slug.upper()) for slug in "abc"]


@pytest.fixture
def member(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def kept(owner: User) -> dict[str, tuple[str, ...]]:
    """The lists on an account, by name."""
    return {each.name: each.slugs for each in owner.saved_lists.with_slugs()}


def seen(saved: SavedList) -> str:
    """As the form says which list it showed."""
    return f"{saved.version} {saved.name}"


def messages(page: Any) -> list[str]:
    return re.findall(r'<div class="ecl-feedback-message"[^>]*>(.*?) </div>', page.text)


def test_keeping_a_list_leads_back_to_it_and_says_so(member: Client, owner: User, abc: list[Practice]):
    answer = member.post("/practices/list/?practice=b&practice=a", {"name": " Housing "})
    assert answer["Location"] == "/practices/list/?practice=b&practice=a&list_name=Housing"
    assert kept(owner) == {"Housing": ("b", "a")}
    assert "This list is on your account as “Housing”." in member.get(answer["Location"]).text


def test_a_list_that_is_open_is_replaced_when_it_is_kept_again(member: Client, owner: User, abc: list[Practice]):
    SavedListFactory(owner=owner, name="Housing", practices=abc[:1])
    address = "/practices/list/?practice=a&practice=b&list_name=Housing"
    page = member.get(address).text
    assert "This list is on your account" not in page
    (version,) = re.findall(r'name="seen" value="(.*?)"', page)
    assert member.post(address, {"name": "Housing", "seen": version}).status_code == 302
    assert kept(owner) == {"Housing": ("a", "b")}


def test_a_stale_save_shows_both_lists_and_can_still_be_done(member: Client, owner: User, abc: list[Practice]):
    saved = SavedListFactory(owner=owner, name="Housing", practices=abc[:1])
    page = member.post("/practices/list/?practice=b&practice=c", {"name": "housing", "seen": "2020 Housing"})
    assert page.status_code == 409
    assert [[each.slug for each in page.context[side]] for side in ("theirs", "mine")] == [["a"], ["b", "c"]]
    assert kept(owner) == {"Housing": ("a",)}
    member.post("/practices/list/?practice=b&practice=c", {"name": "Housing", "seen": seen(saved)})
    assert kept(owner) == {"Housing": ("b", "c")}


REFUSED = [
    ("", "Give the list a name."),
    ("x" * 121, "Give it a name of at most 120 characters."),
    ("a\x00b", "Null characters are not allowed."),
]


@pytest.mark.parametrize(("name", "said"), REFUSED, ids=["none", "too long", "nul"])
def test_a_name_that_cannot_be_is_refused_on_the_page_of_the_list(
    member: Client, owner: User, abc: list[Practice], name: str, said: str
):
    page = member.post("/practices/list/?practice=a", {"name": name})
    assert (page.status_code, messages(page), kept(owner)) == (422, [said], {})
    assert [each.slug for each in page.context["practices"]] == ["a"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "Σπίτια & Къщи", "Ħaż-Żebbuġ"])
def test_any_other_name_comes_back_as_it_was_typed(member: Client, owner: User, abc: list[Practice], name: str):
    member.post("/practices/list/?practice=a", {"name": name})
    assert [entry["list"].name for entry in member.get(LISTS).context["entries"]] == [name]


def test_what_was_picked_and_typed_outlives_a_session_that_ended(client: Client, abc: list[Practice]):
    answer = client.post("/practices/list/?practice=a&practice=b", {"name": "Housing"})
    assert answer["Location"] == (
        "/account/sign-in/?next=/practices/list/%3Fpractice%3Da%26practice%3Db%26list_name%3DHousing"
    )
    assert SavedList.objects.count() == 0


def test_a_form_without_its_token_keeps_nothing(owner: User, abc: list[Practice]):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert strict.post("/practices/list/?practice=a", {"name": "Housing"}).status_code == 403
    assert kept(owner) == {}


def test_the_lists_of_an_account_stand_there_with_their_addresses(member: Client, owner: User, abc: list[Practice]):
    SavedListFactory(owner=owner, name="Two words", practices=[abc[2], abc[0]])
    SavedListFactory(name="Of somebody else", practices=abc)
    (entry,) = member.get(LISTS).context["entries"]
    assert (entry["list"].name, entry["address"]) == (
        "Two words",
        "/practices/list/?practice=c&practice=a&list_name=Two%20words",
    )


def test_the_lists_of_an_account_ask_for_signing_in(client: Client):
    assert client.get(LISTS)["Location"] == "/account/sign-in/?next=/practices/lists/"


def test_a_list_is_renamed_and_deleted_on_the_page(member: Client, owner: User):
    saved = SavedListFactory(owner=owner, name="Housing")
    assert member.post(LISTS, {"rename": saved.pk, "name": "Homes"})["Location"] == LISTS
    assert kept(owner) == {"Homes": ()}
    assert member.post(LISTS, {"delete": saved.pk})["Location"] == LISTS
    assert kept(owner) == {}


def test_a_name_that_is_taken_is_refused_beside_the_list(member: Client, owner: User):
    SavedListFactory(owner=owner, name="Housing")
    saved = SavedListFactory(owner=owner, name="Work")
    page = member.post(LISTS, {"rename": saved.pk, "name": "housing"})
    assert (page.status_code, messages(page)) == (422, ["You already have a list of that name."])
    assert [entry["list"].name for entry in page.context["entries"] if entry["refused"]] == ["Work"]


@pytest.mark.parametrize("number", ["", "x", "²", "-1", "9" * 30, "9" * 5000], ids=lambda number: number[:12])
def test_a_number_that_is_no_list_is_not_found(member: Client, number: str):
    answers = [member.post(LISTS, {change: number, "name": "New"}) for change in ("rename", "delete")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_list_of_another_is_not_found(member: Client):
    saved = SavedListFactory(name="Theirs")
    bodies = [{"rename": saved.pk, "name": "Mine"}, {"rename": saved.pk, "name": ""}, {"delete": saved.pk}, {}]
    assert [member.post(LISTS, body).status_code for body in bodies] == [404, 404, 404, 404]
    assert kept(saved.owner) == {"Theirs": ()}


def test_ten_lists_cost_as_many_queries_as_one(member: Client, owner: User, abc: list[Practice]):
    counts = []
    for number in (1, 9):
        for _ in range(number):
            SavedListFactory(owner=owner, practices=abc)
        with CaptureQueriesContext(connection) as asked:
            member.get(LISTS)
        counts.append(len(asked))
    assert counts == [5, 5]
