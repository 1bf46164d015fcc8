"""What somebody may do on behalf of their organisation is said by a colleague who may sign, or by the secretariat."""

import pytest

from network.errors import NotAllowed, Overtaken
from network.models import Affiliation, OutboxMail, User
from network.workflows import ask_to_join, confirm_affiliation, end_affiliation, set_affiliation_rights
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


def joins(person: User, place: Affiliation, by: User) -> Affiliation:
    asked = ask_to_join(organisation=place.organisation, job_title="Clerk", capacity="", by=person)
    return confirm_affiliation(affiliation=asked, by=by)


@pytest.mark.parametrize("may_submit", [True, False])
def test_a_newcomer_may_submit_only_if_who_confirms_them_may(place, may_submit):
    colleague = UserFactory(officer_of=place.organisation, officer_of__may_submit=may_submit)
    assert rights(joins(UserFactory(), place, colleague)) == (may_submit, False)


def test_whom_the_secretariat_confirms_may_submit(place):
    assert rights(joins(UserFactory(), place, UserFactory(secretariat=True))) == (True, False)


@pytest.mark.parametrize("may_submit", [True, False])
def test_who_returns_may_submit_if_they_might_when_they_left(place, signatory, may_submit):
    set_affiliation_rights(affiliation=place, may_submit=may_submit, may_sign=True, by=signatory)
    end_affiliation(affiliation=place, by=place.user)
    assert rights(joins(place.user, place, signatory)) == (may_submit, False)


def test_two_places_ago_does_not_count_and_a_question_that_was_taken_back_is_no_place(place, signatory):
    set_affiliation_rights(affiliation=place, may_submit=False, may_sign=False, by=signatory)
    end_affiliation(affiliation=place, by=place.user)
    again = joins(place.user, place, signatory)
    set_affiliation_rights(affiliation=again, may_submit=True, may_sign=False, by=signatory)
    end_affiliation(affiliation=again, by=place.user)
    taken_back = ask_to_join(organisation=place.organisation, job_title="Clerk", capacity="", by=place.user)
    Affiliation.objects.filter(pk=taken_back.pk).update(may_submit=False)
    end_affiliation(affiliation=taken_back, by=place.user)
    assert rights(joins(place.user, place, signatory)) == (True, False)


def test_who_is_confirmed_without_the_right_reads_so(place):
    colleague = UserFactory(officer_of=place.organisation, officer_of__may_submit=False)
    joins(UserFactory(), place, colleague)
    assert "You may write fact sheets, and a colleague submits them." in OutboxMail.objects.latest("pk").text
