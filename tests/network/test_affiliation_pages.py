"""The pages of colleagues and of one place: who sees them, what they offer, and what they answer."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Affiliation, Organisation, User
from network.workflows import confirm_affiliation
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ghent() -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Stad Gent", slug="ghent")
    return made


@pytest.fixture
def bo(client: Client, ghent: Organisation) -> User:
    """A confirmed colleague, who is signed in."""
    return signed_in(client, UserFactory.create(name="Bo Berg", officer_of=ghent))


@pytest.fixture
def asked(ghent: Organisation) -> Affiliation:
    made: Affiliation = AffiliationFactory.create(
        organisation=ghent, user__name="Ana Silva", user__email="ana@ghent.example"
    )
    return made


def signed_in(client: Client, user: User) -> User:
    client.force_login(user)
    return user


def page_of(place: Affiliation) -> str:
    return f"/account/affiliations/{place.pk}/"


def decide(client: Client, place: Affiliation, decision: str, **fields: str) -> Any:
    answer = client.post(page_of(place), {"decision": decision, **fields})
    place.refresh_from_db()
    return answer


def said(client: Client) -> list[str]:
    """What the next page says above all else."""
    return [str(message) for message in client.get("/account/").context["messages"]]


def test_colleagues_see_who_asks_and_who_is_confirmed(client, bo, ghent, asked):
    AffiliationFactory(organisation=ghent, state="refused", decided_at=timezone.now())
    AffiliationFactory(organisation=ghent, user__is_active=False)
    AffiliationFactory()
    page = client.get("/account/organisations/ghent/colleagues/").context
    assert (list(page["asking"]), [place.user for place in page["confirmed"]]) == ([asked], [bo])


@pytest.mark.parametrize("roles", [{}, {"reviewer": True, "staff": True}], ids=["an officer", "with other roles"])
def test_to_a_stranger_there_is_no_such_page(client, asked, roles):
    signed_in(client, UserFactory(officer_of=OrganisationFactory(), **roles))
    answers = [client.get("/account/organisations/ghent/colleagues/"), client.get(page_of(asked))]
    answers += [decide(client, asked, decision) for decision in ("confirm", "refuse", "end", "rights")]
    assert ([answer.status_code for answer in answers], asked.state) == ([404] * 6, "asked")


def test_who_only_asks_sees_no_colleagues_but_their_own_place(client, asked, ghent):
    signed_in(client, asked.user)
    assert client.get("/account/organisations/ghent/colleagues/").status_code == 404
    page = client.get(page_of(asked)).context
    assert (page["is_own"], page["decides"], page["sets_rights"]) == (True, False, False)


def test_the_secretariat_sees_the_people_of_every_organisation(client, asked):
    signed_in(client, UserFactory(secretariat=True))
    assert list(client.get("/account/organisations/ghent/colleagues/").context["asking"]) == [asked]
    assert client.get(page_of(asked)).context["decides"] is True


def test_a_colleague_confirms(client, bo, asked):
    answer = decide(client, asked, "confirm")
    assert (answer["Location"], asked.state, asked.decided_by) == (
        "/account/organisations/ghent/colleagues/", "confirmed", bo,
    )  # fmt: skip
    assert said(client) == ["Ana Silva belongs to Stad Gent now."]


def test_the_secretariat_goes_back_to_what_waits_for_it(client, asked):
    signed_in(client, UserFactory(secretariat=True))
    assert decide(client, asked, "confirm")["Location"] == "/secretariat/"


def test_a_colleague_refuses_with_a_reason(client, bo, asked):
    decide(client, asked, "refuse", reason="<script>alert(1)</script>")
    assert (asked.state, asked.reason) == ("refused", "<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(page_of(asked)).content.decode()


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("", "Give a reason: the person concerned reads it."),
        (" \n", "Give a reason: the person concerned reads it."),
        ("x" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
        ("a\0b", "Null characters are not allowed."),
    ],
    ids=["none", "blank", "too long", "nul"],
)
def test_a_reason_that_cannot_be_stands_again_in_the_form_with_what_is_wrong(client, bo, asked, reason, fault):
    answer = decide(client, asked, "refuse", reason=reason)
    form = answer.context["refuse_form"]
    assert (answer.status_code, form.errors, form["reason"].value(), asked.state) == (
        422, {"reason": [fault]}, reason, "asked",
    )  # fmt: skip


def test_who_comes_second_reads_who_decided_what_on_the_page_of_the_place(client, bo, asked, ghent):
    confirm_affiliation(affiliation=asked, by=UserFactory(name="Cleo Klein", officer_of=ghent))
    answer = decide(client, asked, "refuse", reason="No.")
    assert (answer.status_code, asked.state) == (409, "confirmed")
    assert answer.context["refusal"].startswith("Cleo Klein confirmed this on ")
    assert (answer.context["waits"], answer.context["holds"]) == (False, True)


def test_nobody_confirms_themselves(client, asked):
    signed_in(client, asked.user)
    answer = decide(client, asked, "confirm")
    assert (answer.status_code, asked.state) == (403, "asked")
    assert (
        answer.context["refusal"] == "Nobody decides about themselves: a confirmed colleague does, or the secretariat."
    )


@pytest.mark.parametrize("confirmed", [True, False], ids=["leaves", "takes it back"])
def test_somebody_ends_their_own_place_without_a_reason(client, ghent, confirmed):
    place = AffiliationFactory(organisation=ghent, confirmed=confirmed)
    signed_in(client, place.user)
    answer = decide(client, place, "end")
    assert (answer["Location"], place.state, place.decided_by) == ("/account/", "ended", place.user)


def test_a_colleague_ends_a_place_with_a_reason(client, bo, ghent):
    place = AffiliationFactory(organisation=ghent, confirmed=True)
    assert decide(client, place, "end").status_code == 422
    assert decide(client, place, "end", reason="Gone.")["Location"] == "/account/organisations/ghent/colleagues/"
    assert place.state == "ended"


def test_a_colleague_who_may_sign_sets_rights(client, bo, ghent):
    Affiliation.objects.filter(user=bo).update(may_sign=True)
    place = AffiliationFactory(organisation=ghent, confirmed=True)
    decide(client, place, "rights", may_sign="on")
    assert (place.may_submit, place.may_sign) == (False, True)


def test_a_colleague_who_may_not_sign_is_offered_no_rights_to_set(client, bo, ghent):
    place = AffiliationFactory(organisation=ghent, confirmed=True)
    assert client.get(page_of(place)).context["sets_rights"] is False
    assert (decide(client, place, "rights").status_code, place.may_submit) == (403, True)


@pytest.mark.parametrize("decision", ["", "delete", "confirm\0"])
def test_a_decision_that_is_none_is_not_found(client, bo, asked, decision):
    assert (decide(client, asked, decision).status_code, asked.state) == (404, "asked")


def test_a_number_that_is_no_place_is_not_found(client, bo):
    assert client.get(f"/account/affiliations/{10**30}/").status_code == 404


def test_thirty_colleagues_cost_as_many_queries_as_two(client, bo, ghent):
    counts = []
    for number in (1, 14):
        AffiliationFactory.create_batch(number, organisation=ghent)
        AffiliationFactory.create_batch(number, organisation=ghent, confirmed=True)
        with CaptureQueriesContext(connection) as asked:
            client.get("/account/organisations/ghent/colleagues/")
        counts.append(len(asked))
    # The session, the person, their roles; the organisation, those who ask, those who are confirmed.
    assert counts == [6, 6]
