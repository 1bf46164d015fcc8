"""ASVS 5.0, level 2: requests that somebody else made up, or that ask for what is not theirs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from network.enums import AffiliationState
from network.models import Affiliation
from practices.models import Attachment, CoAuthor, Comment, Draft, Invitation
from tests.config.addresses import READS, WRITES
from tests.config.addresses_records import ANONYMOUS, World, world
from tests.factories import DraftFactory, OrganisationFactory, UserFactory
from tests.network.entering import PASSWORD, only_reading

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    pytest.param("https://evil.example/", id="another site"),
    pytest.param("//evil.example/", id="without a scheme"),
    pytest.param(r"/\evil.example/", id="slanted"),
    pytest.param("javascript:alert(1)", id="a script"),
    pytest.param("https:evil.example", id="half a scheme"),
    pytest.param("/\t/evil.example/", id="with a tab"),
]
# Writes that are known by something else than the cookie of a session: a token of the API, the signed link of a mail.
WITHOUT_FORM = {"/account/mail/off/{mail_off}/"}


@pytest.fixture
def there() -> World:
    return world()


@pytest.mark.parametrize("role", [ANONYMOUS, "officer of A"])
def test_v3_5_1_no_form_is_taken_without_its_token(there, role):
    client = there.client(role, enforce_csrf_checks=True)
    rows = [(address, body) for address, body, _statuses in WRITES.values() if not address.startswith("/api/")]
    with only_reading():
        found = {
            address: there.send(client, "POST", address, body).templates[0].name
            for address, body in rows
            if address not in WITHOUT_FORM
        }
    assert found == dict.fromkeys(found, "403_csrf.html")
    assert len(found) > 40


def test_v3_5_1_a_token_of_another_browser_is_none(there):
    mine, theirs = (Client(enforce_csrf_checks=True) for _browser in range(2))
    token = mine.get("/account/sign-in/").context["csrf_token"]
    theirs.get("/account/sign-in/")
    typed = {"login": "ana@example.org", "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert [browser.post("/account/sign-in/", typed).status_code for browser in (theirs, mine)] == [403, 422]


def test_v3_5_2_the_cookie_of_a_session_opens_nothing_of_the_api(there):
    client = there.client("officer of A")
    rows = [(what, row) for (_pattern, what), row in WRITES.items() if row[0].startswith("/api/")]
    with only_reading():
        found = [there.send(client, what.partition(" ")[0], row[0], row[1]).status_code for what, row in rows]
    assert found == [401] * 6


def test_v3_5_2_the_api_takes_nothing_that_a_form_could_send(there):
    client = there.client("officer of A", "/api/")
    answer = client.post("/api/v1/drafts/", {"language": "en"})
    assert (answer.status_code, Draft.objects.filter(origin="api").count()) == (415, 0)


def test_v13_4_4_trace_is_answered_by_nothing(there):
    client, addresses = there.client(ANONYMOUS), [there.address(address) for address, _statuses in READS.values()]
    found = {address: client.generic("TRACE", address).status_code for address in addresses}
    assert {address: status for address, status in found.items() if status not in {302, 401, 404, 405}} == {}


@pytest.mark.parametrize("address", ["/.git/config", "/static/", "/static/js/", "/media/", "/var/secret-key"])
def test_v13_4_1_and_v13_4_3_no_folder_is_listed_and_none_of_the_programs_served(client, address):
    assert client.get(address).status_code == 404


def confirmed(client: Client, user: Any, following: str) -> Any:
    client.force_login(user)
    return client.post("/account/confirm/", {"password": PASSWORD}, query_params={"next": following})


def signed_out(client: Client, user: Any, following: str) -> Any:
    client.force_login(user)
    return client.post("/account/sign-out/", query_params={"next": following})


def in_another_language(client: Client, _user: Any, following: str) -> Any:
    return client.post("/language/setlang/", {"language": "fr", "next": following})


def commented(client: Client, user: Any, following: str) -> Any:
    client.force_login(user)
    draft = DraftFactory.create(organisation=user.affiliations.get().organisation)
    typed = {"section": "story", "text": "One family or two?", "back": following}
    return client.post(f"/practices/drafts/{draft.public_id}/comments/", typed)


def section_left(client: Client, user: Any, following: str) -> Any:
    client.force_login(user)
    draft = DraftFactory.create(organisation=user.affiliations.get().organisation)
    return client.post(f"/practices/drafts/{draft.public_id}/money/", {"version": "0", "go": following})


@pytest.mark.parametrize("go", [confirmed, signed_out, in_another_language, commented, section_left])
@pytest.mark.parametrize("following", ELSEWHERE)
def test_v3_7_2_nobody_is_led_to_another_site(client, go: Callable[..., Any], following: str):
    answer = go(client, UserFactory.create(officer_of=OrganisationFactory.create()), following)
    there = answer["Location"]
    assert (answer.status_code, urlsplit(there).netloc, there[:1], there[1:2] in {"/", "\\"}) == (302, "", "/", False)
    assert "evil" not in there


def test_v8_2_2_what_belongs_to_a_draft_of_others_is_not_reached_through_ones_own(there):
    town = OrganisationFactory.create()
    client = Client()
    client.force_login(UserFactory.create(officer_of=town))
    mine = f"/practices/drafts/{DraftFactory.create(organisation=town).public_id}/"
    addresses = [
        "comments/{comment}/settle/",
        "invitations/{invitation}/end/",
        "authors/{co_author}/end/",
    ]
    kept = Comment.objects.filter(settled_at=None), Invitation.objects.filter(closed_at=None), CoAuthor.objects.all()
    before = [found.count() for found in (*kept, Attachment.objects.all())]
    statuses = [client.post(there.address(mine + address)).status_code for address in addresses]
    assert (statuses, [found.count() for found in (*kept, Attachment.objects.all())]) == ([404, 404, 404], before)
    assert client.get(there.address(mine + "files/{file}/")).status_code == 404


def test_v8_2_2_a_draft_is_named_by_what_nobody_guesses(there):
    assert {draft.public_id.version for draft in Draft.objects.all()} == {4}
    assert {attachment.public_id.version for attachment in Attachment.objects.all()} == {4}


def test_v15_3_3_the_api_sets_nothing_that_is_not_asked_for(there):
    made_up = {
        "language": "en",
        "state": "accepted",
        "organisation": "town",
        "origin": "form",
        "version": 9,
        "created_by": there.people["staff"].pk,
        "id": "00000000-0000-4000-8000-000000000000",
        "public_id": "00000000-0000-4000-8000-000000000000",
    }
    answer = there.send(there.client("officer of A", "/api/"), "POST", "/api/v1/drafts/", made_up)
    draft = Draft.objects.get(public_id=answer.json()["id"])
    stands = (draft.state, draft.organisation.slug, draft.origin, draft.version, draft.created_by)
    assert stands == ("editing", "city", "api", 1, there.people["officer of A"])
    assert str(draft.public_id) != made_up["id"]


def test_v15_3_3_a_form_sets_nothing_that_it_does_not_show(there):
    client, officer = there.client("officer of B"), there.people["officer of B"]
    client.post("/account/details/", {"name": "Ana", "language": "fr", "email": "x@example.org", "is_active": ""})
    client.post(
        "/account/organisations/city/join/",
        {"job_title": "Clerk", "state": "confirmed", "may_sign": "on", "decided_at": "2026-01-01"},
    )
    email = officer.email
    officer.refresh_from_db()
    place = Affiliation.objects.get(user=officer, organisation__slug="city")
    assert (officer.name, officer.email, officer.is_active) == ("Ana", email, True)
    assert (place.state, place.may_sign, place.decided_at) == (AffiliationState.ASKED, False, None)
