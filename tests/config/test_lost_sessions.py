"""A session that ended, or a right that was lost, between opening a page and sending its form: the text is kept."""

from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from network.enums import Role
from network.models import RoleGrant
from practices.models import CoAuthor
from tests.config.addresses import READS, WRITES, expected
from tests.config.addresses_records import ANONYMOUS, ROLES, World, world
from tests.practices.reviews import scores

WORDS = "What took twenty minutes: Ñandú & <b>"


def takes_only_forms(pattern: str) -> list[str]:
    """Roles to whom an address of a page shows nothing."""
    address, statuses = READS[pattern]
    return [] if address.startswith("/api/") else [role for role in ROLES if expected(statuses, role) == "405"]


POSTED = [key for key in WRITES if takes_only_forms(key[0]) and expected(WRITES[key][2], ANONYMOUS) == "in"]


@pytest.fixture
def there(db: None) -> World:
    return world()


def back_from(answer: Any) -> str:
    """Where signing in leads."""
    back: str = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    return back


@pytest.mark.parametrize("key", POSTED, ids=" ".join)
def test_what_is_sent_without_a_session_is_shown_after_signing_in(there, key):
    address, body, _statuses = WRITES[key]
    browser = Client()
    back = back_from(there.send(browser, "POST", address, {**body, "words": WORDS}))
    browser.force_login(there.people[takes_only_forms(key[0])[0]])
    page = browser.get(back)
    assert (page.status_code, escape(WORDS) in page.text) == (200, True)


def test_every_address_that_only_takes_forms_asks_visitors_to_sign_in_first():
    closed = {pattern for pattern in READS if ANONYMOUS in takes_only_forms(pattern)}
    assert closed == {"account/sign-out/"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://testserver/practices/drafts/7/?a=b#c", "/practices/drafts/7/?a=b"),
        ("https://evil.example/practices/", "/practices/courses/contact/person/"),
    ],
    ids=["of the site", "elsewhere"],
)
def test_a_button_pressed_without_a_session_leads_back_to_its_page(referer, leads_to):
    answer = Client().post("/practices/courses/contact/person/", {}, headers={"Referer": referer})
    assert back_from(answer) == leads_to


def test_what_a_co_author_types_stands_on_the_page_that_says_they_are_one_no_more(there):
    author = CoAuthor.objects.get(pk=there.names["co_author"])
    browser = Client()
    browser.force_login(author.user)
    author.delete()
    page = browser.post(there.address("/practices/drafts/{draft}/comments/"), {"section": "story", "text": WORDS})
    assert (page.status_code, page.context["typed"].shown) == (404, [("section", ["story"]), ("text", [WORDS])])


def test_what_a_reviewer_types_stands_on_the_page_that_says_they_are_one_no_more(there):
    browser = there.client("reviewer")
    RoleGrant.objects.filter(role=Role.REVIEWER).delete()
    page = browser.post(there.address("/practices/review/{submission}/"), scores() | {"to_authors": WORDS})
    assert (page.status_code, dict(page.context["typed"].shown)["to_authors"]) == (403, [WORDS])
    assert escape(WORDS) in page.text
