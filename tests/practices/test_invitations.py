"""An invitation lasts as long as its date, its draft and the place of its sender, who keeps nothing beyond it."""

import pytest
from django.utils import timezone

from network.models import User
from network.signed_links import Expired
from network.workflows import end_affiliation
from practices.errors import WrongState
from practices.models import CoAuthor, Draft, Invitation
from practices.workflows import accept_invitation, invite, leave_draft
from practices.workflows.together import GOOD_FOR, standing_invitations, token_of
from tests.factories import UserFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    made: Draft = DraftFactory.create()
    return made


def sees(user, draft) -> bool:
    return Draft.objects.of(user).filter(pk=draft.pk).exists()


def test_an_invitation_does_not_outlive_its_date_however_young_its_link(draft, ana, berta):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    now = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(made_at=now - GOOD_FOR, expires_at=now)
    with pytest.raises(Expired):
        accept_invitation(token=token_of(invitation), by=berta)
    assert sees(berta, draft) is False


@pytest.mark.parametrize("state", ["accepted", "declined", "withdrawn"])
def test_an_invitation_to_a_closed_draft_lets_nobody_in(draft, ana, berta, state):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    Draft.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(WrongState, match=r"^This draft is closed"):
        accept_invitation(token=token_of(invitation), by=berta)


def leaves(user) -> None:
    end_affiliation(affiliation=user.affiliations.get(), by=user)


def closes(user) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def erases(user) -> None:
    Invitation.objects.filter(invited_by=user).update(invited_by=None)


@pytest.mark.parametrize("goes", [leaves, closes, erases])
def test_an_invitation_ends_with_the_place_of_who_sent_it(draft, ana, berta, goes):
    invitation = invite(draft=draft, email="berta@example.org", by=ana)
    goes(ana)
    with pytest.raises(WrongState, match=r"^Who invited you does not work on this fact sheet any more"):
        accept_invitation(token=token_of(invitation), by=berta)
    assert (sees(berta, draft), list(standing_invitations())) == (False, [])


def test_the_invitation_of_a_co_author_stands_as_long_as_they_write_along(draft, ana, berta):
    accept_invitation(token=token_of(invite(draft=draft, email="berta@example.org", by=ana)), by=berta)
    invitation = invite(draft=draft, email="c@example.org", by=berta)
    before = list(standing_invitations())
    leave_draft(draft=draft, user=berta, by=ana)
    assert (before, list(standing_invitations())) == ([invitation], [])


def test_a_colleague_is_not_invited_nor_are_they_themselves(draft, ana):
    colleague = UserFactory.create(officer_of=draft.organisation)
    for address in (colleague.email, ana.email):
        with pytest.raises(WrongState, match=r"^This person writes along already"):
            invite(draft=draft, email=address, by=ana)


def test_nobody_keeps_a_draft_beyond_their_place_by_inviting_another_address_of_theirs(draft, ana):
    invitation = invite(draft=draft, email="ana.privately@example.org", by=ana)
    accept_invitation(token=token_of(invitation), by=ana)
    leaves(ana)
    assert (CoAuthor.objects.count(), sees(ana, draft)) == (0, False)
