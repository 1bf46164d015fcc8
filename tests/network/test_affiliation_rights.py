"""What somebody may do on behalf of their organisation is said by a colleague who may sign, or by the secretariat."""

import pytest

from network.errors import NotAllowed, Overtaken
from network.models import Affiliation, OutboxMail, User
from network.workflows import set_affiliation_rights
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Affiliation:
    made: Affiliation = AffiliationFactory.create(confirmed=True, organisation=OrganisationFactory(name="Stad Gent"))
    return made


@pytest.fixture
def signatory(place: Affiliation) -> User:
    made: User = UserFactory.create(name="Bo Berg", officer_of=place.organisation, officer_of__may_sign=True)
    return made


def rights(place: Affiliation) -> tuple[bool, bool]:
    return Affiliation.objects.values_list("may_submit", "may_sign").get(pk=place.pk)


def test_a_colleague_who_may_sign_says_so_and_the_person_is_told(place, signatory):
    set_affiliation_rights(affiliation=place, may_submit=False, may_sign=True, by=signatory)
    mail = OutboxMail.objects.get()
    assert (rights(place), mail.recipient, mail.subject) == (
        (False, True), place.user, "What you may do for Stad Gent has changed",
    )  # fmt: skip
    assert "You may write fact sheets, and a colleague submits them.\n\nYou may sign on its behalf." in mail.text


def test_the_secretariat_says_so(place):
    set_affiliation_rights(affiliation=place, may_submit=True, may_sign=True, by=UserFactory(secretariat=True))
    assert rights(place) == (True, True)


def test_a_colleague_who_may_not_sign_does_not_say_so(place):
    colleague = UserFactory(officer_of=place.organisation)
    with pytest.raises(NotAllowed, match=r"^A colleague who may sign says what others may do, or the secretariat"):
        set_affiliation_rights(affiliation=place, may_submit=True, may_sign=True, by=colleague)
    assert rights(place) == (True, False)


def test_nobody_gives_themselves_more(place, signatory):
    with pytest.raises(NotAllowed, match=r"^Nobody decides about themselves"):
        set_affiliation_rights(affiliation=signatory.affiliations.get(), may_submit=True, may_sign=False, by=signatory)


def test_each_change_is_told_and_what_changes_nothing_is_not(place, signatory):
    for may_sign in (True, True, False):
        set_affiliation_rights(affiliation=place, may_submit=True, may_sign=may_sign, by=signatory)
    assert OutboxMail.objects.count() == 2


def test_who_only_asks_has_no_rights_to_change(place, signatory):
    asked = AffiliationFactory(organisation=place.organisation)
    with pytest.raises(Overtaken, match=r"^This still waits for an answer\.$"):
        set_affiliation_rights(affiliation=asked, may_submit=True, may_sign=True, by=signatory)
