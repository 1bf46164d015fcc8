"""The page of somebody's tokens: what it shows, makes and ends, and what it answers to mistakes."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Affiliation, ApiToken, Organisation, User
from network.workflows.tokens import digest_of
from tests.factories import ApiTokenFactory, OrganisationFactory, UserFactory
from tests.network.entering import confirm

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"


@pytest.fixture
def patras() -> Organisation:
    organisation: Organisation = OrganisationFactory.create(name="Δήμος Πατρέων")
    return organisation


@pytest.fixture
def ana(patras: Organisation) -> User:
    officer: User = UserFactory.create(officer_of=patras)
    return officer


@pytest.fixture
def member(client: Client, ana: User) -> Client:
    client.force_login(ana)
    confirm(client)
    return client


def asked(place: Organisation, **changes: Any) -> dict[str, Any]:
    return {"organisation": place.pk, "name": "CMS", "scopes": ["drafts:read"], "days": "30"} | changes


def errors(page: Any) -> list[str]:
    found = re.findall(r'<div class="ecl-feedback-message"[^>]*>(.*?)</div>', page.text, re.DOTALL)
    return [unescape(said).strip() for said in found]


def facts(page: Any) -> list[list[str]]:
    """The facts of each token, in the order of the page."""
    lists = re.findall(r'<li class="token">.*?</li>', page.text, re.DOTALL)
    return [
        [re.sub(r"<.*?>", "", unescape(said)) for said in re.findall(r'<dd class="fact__value">(.*?)</dd>', each)]
        for each in lists
    ]


def test_the_secret_is_shown_once_and_opens_what_was_asked_for(member, patras):
    page = member.post(PAGE, asked(patras))
    (secret,) = re.findall(r'<input [^>]*readonly[^>]* value="(ip_\w{40})">', page.text)
    token = ApiToken.objects.get()
    assert (page.status_code, token.digest, token.scopes) == (200, digest_of(secret), ["drafts:read"])
    assert secret not in member.get(PAGE).text


@pytest.mark.parametrize("change", [{}, {"name": ""}], ids=["made", "refused"])
def test_v14_3_2_no_answer_with_a_secret_is_stored_by_anybody(member, patras, change):
    answer = member.post(PAGE, asked(patras, **change))
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_double_click_makes_one_token_and_says_so(member, patras):
    sent = asked(patras, form_token="of the page")
    member.post(PAGE, sent)
    page = member.post(PAGE, sent, follow=True)
    assert (ApiToken.objects.count(), page.redirect_chain) == (1, [("/account/tokens/?again=1", 302)])
    assert "Its secret was on the first answer alone" in page.text


def test_each_token_says_what_it_is(member, ana, patras):
    token = ApiTokenFactory(user=ana, organisation=patras, name="<b>CMS</b>", last_used_on=dt.date(2026, 3, 2))
    page = member.get(PAGE)
    made = token.created_at.strftime("%-d %B %Y")
    said = ["Good", "ip_abcdefgh", "Read drafts, Create and change drafts", "Δήμος Πατρέων", made, "1 January 2999"]
    assert (facts(page), "&lt;b&gt;CMS&lt;/b&gt;" in page.text) == ([[*said, "2 March 2026"]], True)


def test_each_token_says_whether_it_is_still_good(member, ana, patras):
    ApiTokenFactory(user=ana, organisation=patras, revoked_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    ApiTokenFactory(user=ana, organisation=OrganisationFactory())
    late = ApiTokenFactory(user=ana, organisation=patras)
    now = timezone.now()
    ApiToken.objects.filter(pk=late.pk).update(created_at=now - dt.timedelta(days=2), expires_at=now)
    page = member.get(PAGE)
    states = {each[0] for each in facts(page)}
    assert states == {"Revoked on 2 March 2026", "Stopped: you do not belong to the organisation any more", "Expired"}
    assert "Revoke this token" not in page.text


def test_a_token_is_revoked(member, ana, patras):
    token = ApiTokenFactory(user=ana, organisation=patras, name="CMS")
    page = member.post(PAGE, {"revoke": token.pk}, follow=True)
    token.refresh_from_db()
    assert (token.revoked_at is None, page.redirect_chain) == (False, [(PAGE, 302)])
    assert "The token “CMS” was revoked: it opens nothing any more." in page.text


@pytest.mark.parametrize("number", ["0", "", "-1", "x", "²", "9" * 40])
def test_what_is_no_token_of_theirs_is_not_found(member, number):
    assert member.post(PAGE, {"revoke": number}).status_code == 404


def test_v8_2_2_nobody_sees_or_revokes_the_tokens_of_others(member, patras):
    theirs = ApiTokenFactory(user=UserFactory(officer_of=patras), organisation=patras, name="Not yours")
    assert "Not yours" not in member.get(PAGE).text
    assert member.post(PAGE, {"revoke": theirs.pk}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


WRONG = [
    ({"name": ""}, "Give the token a name."),
    ({"name": "x" * 81}, "Give it a name of at most 80 characters."),
    ({"name": "a\x00b"}, "Null characters are not allowed."),
    ({"scopes": []}, "Choose what the token may do."),
    ({"organisation": 0}, "Choose an organisation in which your place is confirmed."),
    ({"organisation": "x"}, "Choose an organisation in which your place is confirmed."),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_what_breaks_a_rule_is_said_beside_its_field_and_stays_typed(member, patras, change, said):
    page = member.post(PAGE, asked(patras, **{"days": "365", **change}))
    assert (page.status_code, errors(page), ApiToken.objects.count()) == (422, [said], 0)
    assert '<option value="365" selected>' in page.text


def test_an_organisation_of_others_is_not_on_offer(member, patras):
    page = member.post(PAGE, asked(OrganisationFactory(name="Gent")))
    assert errors(page) == ["Choose an organisation in which your place is confirmed."]
    assert "Gent" not in page.text


def test_a_fault_of_the_workflow_stands_beside_its_field(member, patras):
    Affiliation.objects.update(may_submit=False)
    page = member.post(PAGE, asked(patras, scopes=["drafts:submit"]))
    said = "You may not submit fact sheets for this organisation, so your token may not either."
    assert (page.status_code, errors(page)) == (422, [said])


def test_who_belongs_nowhere_is_told_what_to_do_first(client):
    client.force_login(UserFactory())
    page = client.get(PAGE)
    assert ("join your organisation first" in page.text, 'name="scopes"' in page.text) == (True, False)


def test_what_was_typed_before_signing_in_is_in_the_form(client, ana, patras):
    led = client.post(PAGE, asked(patras, name="Our CMS"))
    client.force_login(ana)
    confirm(client)
    back = led["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "=")
    page = client.get(back)
    assert ('value="Our CMS"' in page.text, "not saved yet" in page.text) == (True, True)
    assert (client.post(back, asked(patras)).status_code, "not saved yet" in client.get(back).text) == (200, False)


def test_the_page_asks_the_same_number_of_questions_for_twenty(member, ana, patras):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked_of_the_database:
            member.get(PAGE)
        return len(asked_of_the_database)

    ApiTokenFactory(user=ana, organisation=patras)
    for_one = questions()
    ApiTokenFactory.create_batch(19, user=ana, organisation=patras)
    assert questions() == for_one
