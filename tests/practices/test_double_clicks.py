"""A form that is sent twice from one page does once what it does, and leads both times to the same place."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from network.models import Affiliation, Organisation, OutboxMail, User
from practices.models import CoAuthor, Comment, Invitation, Submission, Tombstone
from practices.workflows.together import token_of
from tests.factories import (
    CoAuthorFactory,
    DraftFactory,
    InvitationFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="form_token" value="([\w-]+)"')
Twice = Callable[..., list[tuple[int, str]]]


@pytest.fixture
def ana() -> User:
    made: User = UserFactory.create(officer_of=OrganisationFactory.create(slug="city"))
    return made


@pytest.fixture
def twice(client: Client, ana: User) -> Twice:
    """Sends a form twice, with the token that its page shows in it, and says where both led."""

    def send(page: str, fields: dict[str, Any], to: str = "", form: str = "") -> list[tuple[int, str]]:
        client.force_login(ana)
        shown = client.get(page).text.partition(form or (f'action="{to}"' if to else "<main"))[2]
        token = TOKEN.findall(shown.partition("</main>")[0])[0]
        answers = [client.post(to or page, fields | {"form_token": token}) for _click in range(2)]
        return [(answer.status_code, answer.headers.get("Location", "")) for answer in answers]

    return send


@pytest.fixture
def draft(ana: User) -> Any:
    made = DraftFactory.create(complete=True, organisation=ana.affiliations.get().organisation)
    CoAuthorFactory.create(draft=made)
    return made


def there(model: type[Model]) -> tuple[int, int]:
    """How many rows, and how many mails."""
    return model._default_manager.count(), OutboxMail.objects.count()


@pytest.mark.parametrize(
    ("where", "form"), [("", 'id="overview"'), ("story/", 'id="writing"')], ids=["overview", "section"]
)
def test_a_comment_is_sent_once(twice, draft, where, form):
    here = f"/practices/drafts/{draft.public_id}/"
    led = twice(here + where, {"section": "story", "text": "One family?", "back": here}, f"{here}comments/", form)
    assert (led, there(Comment)) == ([(302, here)] * 2, (1, 1))


@pytest.mark.parametrize(
    ("to", "fields", "model", "mails"),
    [
        ("comments/", {"section": "story", "text": "One family?"}, Comment, 1),
        ("invitations/", {"email": "berta@example.org"}, Invitation, 1),
        ("", {"act": "submit", "version": "1", "text": "One family?"}, Submission, 2),
    ],
)
def test_what_is_left_in_another_box_doubles_nothing(twice, draft, to, fields, model, mails):
    here = f"/practices/drafts/{draft.public_id}/"
    UserFactory.create(reviewer=True)
    led = twice(here, {"note": "More of it.", **fields}, here + to, 'id="overview"')
    assert (led, there(model)) == ([(200, "")] * 2, (1, mails))


def test_a_comment_that_was_too_long_is_sent_once_when_it_is_shortened(client, ana, draft):
    client.force_login(ana)
    here = f"/practices/drafts/{draft.public_id}/comments/"
    refused = client.post(here, {"section": "story", "text": "x" * 5001})
    (token,) = TOKEN.findall(refused.text)
    for _click in range(2):
        client.post(here, {"section": "story", "text": "Short.", "form_token": token})
    assert there(Comment) == (1, 1)


def test_an_invitation_is_sent_once_and_the_second_click_brings_no_complaint(twice, draft, client):
    here = f"/practices/drafts/{draft.public_id}/"
    led = twice(here, {"email": "berta@example.org"}, f"{here}invitations/", 'id="overview"')
    said = [str(message) for message in client.get(here).context["messages"]]
    assert (led, there(Invitation)) == ([(302, here)] * 2, (1, 1))
    assert said == ["berta@example.org is invited to write along."]


def test_an_invitation_is_accepted_once(twice):
    draft = DraftFactory.create()
    inviter = UserFactory.create(officer_of=draft.organisation)
    invitation = InvitationFactory.create(draft=draft, invited_by=inviter)
    led = twice(f"/invitation/{token_of(invitation)}/", {"accept": "yes"})
    assert (led, CoAuthor.objects.count()) == ([(302, f"/practices/drafts/{draft.public_id}/")] * 2, 1)


def test_a_place_is_asked_for_once(twice):
    UserFactory.create(secretariat=True)
    there_already = Affiliation.objects.count()
    OrganisationFactory.create(slug="town")
    led = twice("/account/organisations/town/join/", {"job_title": "Clerk"})
    assert (led, there(Affiliation)) == ([(302, "/account/")] * 2, (there_already + 1, 1))


def test_an_organisation_is_proposed_once(twice):
    UserFactory.create(secretariat=True)
    fields = {"name": "Νέα οργάνωση", "kind": "ngo", "country": "FR", "job_title": "Clerk"}
    led = twice("/account/organisations/propose/", fields)
    assert (led, Organisation.objects.filter(proposed=True).count()) == ([(302, "/account/")] * 2, 1)


def test_a_fact_sheet_is_taken_down_once(twice, ana):
    organiser = ana.affiliations.get().organisation
    SourceFactory.create(practice=PracticeFactory.create(slug="courses", organiser=organiser))
    led = twice("/practices/courses/take-down/", {"what": "unpublish", "reason": "It ended"})
    assert (led, Tombstone.objects.count()) == ([(302, "/practices/")] * 2, 1)
