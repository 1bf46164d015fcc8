"""The page of somebody's work: each list holds what is theirs, what waits longest first, and nothing of strangers."""

import datetime as dt
import re
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import User
from practices.models import Draft, Invitation
from practices.views.my_work import LATEST, Work, work_of
from practices.workflows import invitation_of
from tests.factories import (
    AffiliationFactory,
    CoAuthorFactory,
    CommentFactory,
    DraftFactory,
    InvitationFactory,
    OrganisationFactory,
    PracticeFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LISTS = [one.name for one in fields(Work)]
# Session and account; their open drafts, what is over, comments, invitations, who asks, whether they review and what,
# whom they invited, where they ask, what is published, their organisations.
COST = 2 + 10 + 1
STATES = {"drafts": "editing", "submitted": "submitted", "requested": "changes_requested"}


@pytest.fixture
def ana(city: Any) -> User:
    user: User = UserFactory.create(name="Ana", email="Ana@example.org", officer_of=city, reviewer=True)
    return user


def held(user: User) -> dict[str, list[Any]]:
    """What stands in each list in which something stands."""
    work = work_of(user)
    return {name: list(getattr(work, name)) for name in LISTS if getattr(work, name)}


def age(record: Any, days: int, field: str = "updated_at") -> None:
    """As if it had been written so many days ago."""
    type(record).objects.filter(pk=record.pk).update(**{field: timezone.now() - dt.timedelta(days=days)})


def fill(user: User, city: Any, *, times: int = 1) -> None:
    """Something in each list of somebody who reviews and belongs to the city, so many times."""
    for _ in range(times):
        own = {name: DraftFactory.create(organisation=city, state=state) for name, state in STATES.items()}
        DraftFactory.create(organisation=city, state="withdrawn")
        CommentFactory.create(draft=own["drafts"])
        InvitationFactory.create(email=user.email)
        InvitationFactory.create(draft=own["drafts"], invited_by=user)
        AffiliationFactory.create(organisation=city)
        AffiliationFactory.create(user=user)
        SubmissionFactory.create(reviewer=user)
        PracticeFactory.create(organiser=city)


def test_whoever_has_nothing_to_do_is_told_so(client):
    somebody = UserFactory.create()
    client.force_login(somebody)
    page = client.get("/my-work/").content.decode()
    said = ("Nothing waits for you.", "You have no draft in work.", "Nobody has to answer you.")
    assert (held(somebody), [page.count(one) for one in said]) == ({}, [1, 1, 1])


@pytest.mark.parametrize(("name", "state"), STATES.items(), ids=STATES)
def test_a_draft_stands_where_its_state_says_what_waits_longest_first(ana, city, name, state):
    new, old = (DraftFactory.create(organisation=city, state=state) for _ in range(2))
    age(old, 3)
    assert held(ana) == {name: [old, new]}


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_what_is_over_stands_at_the_end_the_latest_first(ana, city, state):
    old, new = (DraftFactory.create(organisation=city, state=state) for _ in range(2))
    age(old, 3)
    assert held(ana) == {"closed": [new, old]}


def test_a_draft_that_was_published_is_found_as_a_fact_sheet(ana, city):
    practice = PracticeFactory.create(organiser=city)
    DraftFactory.create(organisation=city, state="accepted", practice=practice)
    assert held(ana) == {"published": [practice]}


def test_a_fact_sheet_of_others_that_somebody_wrote_along_is_among_theirs(ana):
    practice = PracticeFactory.create()
    CoAuthorFactory.create(user=ana, draft=DraftFactory.create(state="accepted", practice=practice))
    assert held(ana) == {"published": [practice]}


def test_a_draft_of_others_that_somebody_writes_along_is_among_theirs(ana):
    draft = CoAuthorFactory.create(user=ana).draft
    assert held(ana) == {"drafts": [draft]}


def test_a_draft_that_two_reasons_make_theirs_stands_once(ana, city):
    draft = CoAuthorFactory.create(user=ana, draft=DraftFactory.create(organisation=city)).draft
    AffiliationFactory.create(user=UserFactory.create(), organisation=city, confirmed=True)
    CoAuthorFactory.create(draft=draft)
    assert held(ana) == {"drafts": [draft]}


def test_comments_of_others_that_nobody_has_settled_wait(ana, city):
    draft = DraftFactory.create(organisation=city)
    theirs, of_nobody = CommentFactory.create(draft=draft), CommentFactory.create(draft=draft, author=None)
    CommentFactory.create(draft=draft, author=ana)
    CommentFactory.create(draft=draft, settled_at=timezone.now())
    CommentFactory.create(draft=DraftFactory.create(organisation=city, state="accepted"))
    assert held(ana)["comments"] == [theirs, of_nobody]


@pytest.mark.parametrize("over", ["accepted_at", "closed_at", "expires_at"])
def test_an_invitation_waits_for_an_answer_until_it_is_over(ana, over):
    invitation = InvitationFactory.create(email=ana.email.upper())
    (entry,) = held(ana)["invitations"]
    assert (entry["invitation"], invitation_of(entry["token"])) == (invitation, invitation)
    past = timezone.now() - dt.timedelta(seconds=1)
    Invitation.objects.update(made_at=past - dt.timedelta(days=1))
    Invitation.objects.update(**{over: past})
    assert held(ana) == {}


def test_an_invitation_whose_sender_has_left_waits_no_more(ana):
    sender = InvitationFactory.create(email=ana.email).invited_by
    sender.affiliations.update(state="ended")
    assert held(ana) == {}


def test_the_invitations_that_somebody_sent_wait_for_others(ana, city):
    draft = DraftFactory.create(organisation=city)
    sent = InvitationFactory.create(draft=draft, invited_by=ana)
    assert held(ana) == {"drafts": [draft], "invited": [sent]}


def test_who_asks_to_join_waits_for_those_who_belong_there(ana, city):
    asking = AffiliationFactory.create(organisation=city)
    AffiliationFactory.create(organisation=city, confirmed=True)
    AffiliationFactory.create(organisation=city, user__is_active=False)
    assert held(ana) == {"asking": [asking]}


def test_a_place_that_somebody_asks_for_waits_for_others(ana):
    asked = AffiliationFactory.create(user=ana)
    assert held(ana) == {"asked": [asked]}


def test_a_place_that_is_not_confirmed_shows_nothing_of_the_organisation(city):
    waiting = AffiliationFactory.create(organisation=city)
    DraftFactory.create(organisation=city)
    PracticeFactory.create(organiser=city)
    AffiliationFactory.create(organisation=city)
    assert held(waiting.user) == {"asked": [waiting]}


def test_a_reviewer_finds_what_they_took_the_oldest_first(ana):
    new, old = (SubmissionFactory.create(reviewer=ana) for _ in range(2))
    age(old, 3, "submitted_at")
    SubmissionFactory.create()
    SubmissionFactory.create(reviewer=UserFactory.create(reviewer=True))
    assert held(ana) == {"reviews": [old, new]}


def test_who_reviews_no_more_has_no_reviews(ana):
    SubmissionFactory.create(reviewer=ana)
    ana.roles.all().delete()
    assert held(ana) == {}


def test_nothing_of_strangers_stands_there(ana):
    stranger = UserFactory.create(reviewer=True)
    elsewhere = OrganisationFactory.create()
    AffiliationFactory.create(user=stranger, organisation=elsewhere, confirmed=True)
    fill(stranger, elsewhere)
    assert sorted(held(stranger)) == sorted(LISTS)
    assert held(ana) == {}


def test_of_what_is_over_only_the_latest_stand_there(ana, city):
    DraftFactory.create_batch(LATEST + 1, organisation=city, state="withdrawn")
    oldest, practice = Draft.objects.earliest("pk"), PracticeFactory.create_batch(LATEST + 1, organiser=city)[0]
    age(oldest, 3)
    age(practice, 3)
    found = held(ana)
    left_out = (oldest in found["closed"], practice in found["published"])
    assert (len(found["closed"]), len(found["published"]), left_out) == (LATEST, LATEST, (False, False))


def test_the_page_links_to_everything(client, ana, city):
    fill(ana, city)
    client.force_login(ana)
    page, found = client.get("/my-work/").content.decode(), held(ana)
    drafts = [draft for name in (*STATES, "closed") for draft in found[name]]
    addresses = [
        *(f'href="{draft.get_absolute_url()}"' for draft in drafts),
        *(f'href="{practice.get_absolute_url()}"' for practice in found["published"]),
        f'href="/practices/review/{found["reviews"][0].pk}/"',
        f'href="{found["comments"][0].draft.get_absolute_url()}#{found["comments"][0].anchor}"',
        f'href="/account/organisations/{city.slug}/colleagues/"',
    ]
    (token,) = re.findall('href="/invitation/([^/]+)/"', page)
    assert [address for address in addresses if address not in page] == []
    assert invitation_of(token) == found["invitations"][0]["invitation"]


def test_what_waits_is_counted(ana, city):
    fill(ana, city, times=2)
    # Of each: changes requested, a comment, an invitation, somebody who asks, a review.
    assert work_of(ana).to_answer == 2 * 5


def test_a_title_is_text(client, ana, city):
    DraftFactory.create(organisation=city, title="<script>alert(1)</script>")
    client.force_login(ana)
    assert client.get("/my-work/").content.decode().count("&lt;script&gt;alert(1)&lt;/script&gt;") == 1


def asked(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/my-work/")
    return len(queries)


@pytest.mark.parametrize("times", [1, 10])
def test_it_costs_the_same_however_much_there_is(client, ana, city, times):
    fill(ana, city, times=times)
    client.force_login(ana)
    assert asked(client) == COST
