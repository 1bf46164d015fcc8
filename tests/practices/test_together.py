"""Writing a draft together: invitations, comments, who is here; nobody sees what is not theirs."""

import datetime as dt

import pytest
from django.utils import timezone

from network.errors import InvalidRecord, NotAllowed
from network.models import OutboxMail
from practices.errors import WrongState
from practices.models import Comment, Draft, Invitation
from practices.together import comments_on
from practices.workflows import (
    accept_invitation,
    close_invitation,
    comment_on,
    decline_invitation,
    invite,
    leave_draft,
    settle_comment,
)
from practices.workflows.together import GOOD_FOR, MOST_OPEN_INVITATIONS, token_of
from tests.factories import OrganisationFactory, UserFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    made: Draft = DraftFactory.create(typed={"story": {"title": "Neighbourhood mothers"}})
    return made


def mails() -> list[tuple[str, str]]:
    """Whom the outbox tells what."""
    return list(OutboxMail.objects.order_by("pk").values_list("address", "kind"))


def sees(user, draft) -> bool:
    return Draft.objects.of(user).filter(pk=draft.pk).exists()


def test_whoever_accepts_an_invitation_sees_the_draft(draft, ana, berta):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    before = sees(berta, draft)
    accept_invitation(token=token_of(invitation), by=berta)
    assert (before, sees(berta, draft)) == (False, True)


def test_an_invitation_is_sent_to_its_address_and_no_other(draft, ana):
    invite(draft=draft, email="somebody@example.org", by=ana)
    assert mails() == [("somebody@example.org", "invitation")]


def test_an_invitation_lets_one_person_in(draft, ana, berta):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    accept_invitation(token=token_of(invitation), by=berta)
    with pytest.raises(WrongState, match="answered or taken back"):
        accept_invitation(token=token_of(invitation), by=UserFactory.create())


@pytest.mark.parametrize("end", ["taken back", "declined"])
def test_an_invitation_that_is_over_lets_nobody_in(draft, ana, berta, end):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    if end == "taken back":
        close_invitation(invitation=invitation, by=ana)
    else:
        decline_invitation(token=token_of(invitation))
    with pytest.raises(WrongState, match="answered or taken back"):
        accept_invitation(token=token_of(invitation), by=berta)


def test_an_address_is_invited_once_at_a_time(draft, ana):
    invite(draft=draft, email="berta@example.org", by=ana)
    with pytest.raises(InvalidRecord, match="invited already"):
        invite(draft=draft, email="Berta@Example.org", by=ana)


def test_an_address_whose_invitation_expired_is_invited_again(draft, ana):
    first = invite(draft=draft, email="berta@example.org", by=ana)
    long_ago = timezone.now() - GOOD_FOR - dt.timedelta(days=1)
    Invitation.objects.filter(pk=first.pk).update(made_at=long_ago, expires_at=long_ago + GOOD_FOR)
    second = invite(draft=draft, email="berta@example.org", by=ana)
    assert list(Invitation.objects.filter(closed_at=None)) == [second]


def test_a_co_author_is_not_invited_again(draft, ana, berta):
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    with pytest.raises(WrongState, match="writes along already"):
        invite(draft=draft, email="BERTA@example.org", by=ana)


def test_nobody_writes_to_the_world_in_the_name_of_the_site(draft, ana):
    for number in range(MOST_OPEN_INVITATIONS):
        invite(draft=draft, email=f"person{number}@example.net", by=ana)
    with pytest.raises(WrongState, match="Too many invitations"):
        invite(draft=draft, email="one.more@example.net", by=ana)


@pytest.mark.parametrize("address", ["", "no address", "a@b", "ana@example.org\nBcc: x@example.org"])
def test_what_is_no_address_is_not_invited(draft, ana, address):
    with pytest.raises(InvalidRecord):
        invite(draft=draft, email=address, by=ana)


def test_a_stranger_invites_nobody(draft, berta):
    with pytest.raises(Draft.DoesNotExist):
        invite(draft=draft, email="x@example.org", by=berta)


def test_a_co_author_leaves_and_sees_the_draft_no_more(draft, ana, berta):
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    leave_draft(draft=draft, user=berta, by=berta)
    assert sees(berta, draft) is False


def test_a_co_author_does_not_send_another_away(draft, ana, berta):
    other = UserFactory.create()
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    accept_invitation(token=token_of(invite(draft=draft, email="other@example.org", by=ana)), by=other)
    with pytest.raises(NotAllowed, match="Only colleagues"):
        leave_draft(draft=draft, user=other, by=berta)


def test_a_comment_reaches_the_other_authors(draft, ana, berta):
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    comment_on(draft=draft, section="story", text="Shorter, please.", by=ana)
    assert mails()[1:] == [("berta@example.org", "comment")]


@pytest.mark.parametrize("text", ["", "   ", "\0", "a" * 5001])
def test_a_comment_says_something_and_not_too_much(draft, ana, text):
    with pytest.raises(InvalidRecord):
        comment_on(draft=draft, section="story", text=text, by=ana)


def test_a_comment_is_about_a_section_of_the_form(draft, ana):
    with pytest.raises(WrongState, match="no such section"):
        comment_on(draft=draft, section="nothing", text="What?", by=ana)


def test_a_stranger_neither_comments_nor_settles(draft, ana, berta):
    comment = comment_on(draft=draft, section="story", text="Shorter, please.", by=ana)
    with pytest.raises(Draft.DoesNotExist):
        comment_on(draft=draft, section="story", text="Hello", by=berta)
    with pytest.raises(Draft.DoesNotExist):
        settle_comment(comment=comment, by=berta)


def test_what_is_settled_stands_last_and_keeps_who_settled_it_first(draft, ana, berta):
    first = comment_on(draft=draft, section="story", text="First", by=ana)
    comment_on(draft=draft, section="work", text="Second", by=ana)
    settle_comment(comment=first, by=ana)
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    settle_comment(comment=first, by=berta)
    assert [(one.text, one.settled_by) for one in comments_on(draft)] == [("Second", None), ("First", ana)]


def test_comments_of_a_section_are_its_own(draft, ana):
    comment_on(draft=draft, section="story", text="First", by=ana)
    comment_on(draft=draft, section="work", text="Second", by=ana)
    assert [one.text for one in comments_on(draft, "work")] == ["Second"]


def test_a_comment_of_another_draft_is_not_found(client, draft, ana):
    other = DraftFactory.create(organisation=OrganisationFactory.create())
    theirs = Comment.objects.create(draft=other, section="story", text="Secret", author=None)
    client.force_login(ana)
    answer = client.post(f"/practices/drafts/{draft.public_id}/comments/{theirs.pk}/settle/")
    theirs.refresh_from_db()
    assert (answer.status_code, theirs.settled_at) == (404, None)


@pytest.mark.parametrize("address", ["/invitation/nothing/", "/invitation/a:b:c/"])
def test_a_link_that_the_site_did_not_make_is_gone(client, address):
    answer = client.get(address)
    assert (answer.status_code, "not complete or was changed" in answer.content.decode()) == (410, True)


def test_declining_needs_no_account(client, draft, ana):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    client.post(f"/invitation/{token_of(invitation)}/", {"decline": "yes"})
    invitation.refresh_from_db()
    assert (invitation.closed_at is None, invitation.accepted_at) == (False, None)


def test_a_comment_that_is_too_long_is_shown_again(client, draft, ana):
    client.force_login(ana)
    text = "b" * 5001
    answer = client.post(f"/practices/drafts/{draft.public_id}/comments/", {"section": "story", "text": text})
    assert (answer.status_code, answer.content.decode().count(text)) == (422, 1)


def test_a_comment_leads_back_to_this_site_only(client, draft, ana):
    client.force_login(ana)
    typed = {"section": "story", "text": "Yes", "back": "https://example.com/"}
    answer = client.post(f"/practices/drafts/{draft.public_id}/comments/", typed)
    assert answer["Location"] == draft.get_absolute_url()
