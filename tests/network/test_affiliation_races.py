"""Two who ask, decide or leave at the same time: one of them is through, and the other is told what happened."""

import re

import pytest
from django.db import transaction

from network.models import Affiliation, OutboxMail, User
from network.workflows import ask_to_join, confirm_affiliation, end_affiliation, refuse_affiliation
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory
from tests.network.at_once import at_once

PLACES = "SELECT FROM network_affiliation FOR UPDATE"


@pytest.fixture
def place(transactional_db: None) -> Affiliation:
    """A question, and two colleagues who may answer it; stored, so that every connection sees them."""
    with transaction.atomic():
        ghent = OrganisationFactory(name="Stad Gent")
        for name in ("Bo Berg", "Cleo Klein"):
            UserFactory(name=name, officer_of=ghent)
        made: Affiliation = AffiliationFactory.create(organisation=ghent, user__name="Ana Silva")
        return made


def somebody(name: str) -> User:
    return User.objects.get(name=name)


def test_of_two_colleagues_who_decide_at_once_the_second_is_told_what_the_first_did(place):
    told = at_once(
        PLACES,
        lambda: confirm_affiliation(affiliation=place, by=somebody("Bo Berg")),
        lambda: refuse_affiliation(affiliation=place, reason="No.", by=somebody("Cleo Klein")),
    )
    place.refresh_from_db()
    assert place.decided_by is not None
    who, what = place.decided_by.name, place.state
    assert (who, what) in {("Bo Berg", "confirmed"), ("Cleo Klein", "refused")}
    assert told[0] == ""
    assert re.fullmatch(rf"{who} {what} this on \d+ \w+ 20\d\d, \d\d:\d\d\.", told[1])
    assert OutboxMail.objects.filter(recipient=place.user).count() == 1


def test_one_colleague_who_confirms_twice_at_once_has_confirmed_once(place):
    bo = somebody("Bo Berg")
    confirm = [lambda: confirm_affiliation(affiliation=place, by=bo)] * 5
    assert at_once(PLACES, *confirm) == [""] * 5
    assert OutboxMail.objects.filter(recipient=place.user).count() == 1


def test_of_two_who_end_each_others_place_one_stays(place):
    bo, cleo = somebody("Bo Berg"), somebody("Cleo Klein")
    told = at_once(
        PLACES,
        lambda: end_affiliation(affiliation=cleo.affiliations.get(), reason="No.", by=bo),
        lambda: end_affiliation(affiliation=bo.affiliations.get(), reason="No.", by=cleo),
    )
    assert told == ["", "A confirmed colleague of the same organisation decides this, or the secretariat."]
    assert sorted(Affiliation.objects.exclude(pk=place.pk).values_list("state", flat=True)) == ["confirmed", "ended"]


def test_a_question_asked_ten_times_at_once_is_one_with_one_mail_to_each_colleague(place):
    with transaction.atomic():
        UserFactory(name="Dora Dahl")
    ask = [
        lambda: ask_to_join(
            organisation=place.organisation, job_title="Officer", capacity="", by=somebody("Dora Dahl")
        )
    ] * 10
    assert at_once("SELECT FROM network_user FOR UPDATE", *ask) == [""] * 10
    assert Affiliation.objects.filter(user__name="Dora Dahl").count() == 1
    assert sorted(OutboxMail.objects.values_list("recipient__name", flat=True)) == ["Bo Berg", "Cleo Klein"]
