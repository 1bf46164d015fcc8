"""Places in organisations are asked for, confirmed, refused and ended by those who may; the people concerned know."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from network.errors import InvalidRecord, NotAllowed, Overtaken, Refusal
from network.models import Affiliation, Organisation, OutboxMail, User
from network.workflows import (
    ask_to_join,
    confirm_affiliation,
    end_affiliation,
    refuse_affiliation,
    set_affiliation_rights,
)
from network.workflows.affiliations import MOST_WAITING
from tests.factories import AffiliationFactory, ApiTokenFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

BY_COLLEAGUE = "A confirmed colleague of the same organisation decides this, or the secretariat."
BY_ANOTHER = "Nobody decides about themselves: a confirmed colleague does, or the secretariat."


@pytest.fixture
def ghent() -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Stad Gent", slug="ghent")
    return made


@pytest.fixture
def ana() -> User:
    made: User = UserFactory.create(name="Ana Silva", email="ana@ghent.example")
    return made


@pytest.fixture
def bo(ghent: Organisation) -> User:
    """A confirmed colleague."""
    made: User = UserFactory.create(name="Bo Berg", email="bo@ghent.example", officer_of=ghent)
    return made


@pytest.fixture
def cleo() -> User:
    """Somebody of the secretariat."""
    made: User = UserFactory.create(name="Cleo Klein", email="cleo@cor.example", secretariat=True)
    return made


@pytest.fixture
def asked(ana: User, ghent: Organisation) -> Affiliation:
    made: Affiliation = AffiliationFactory.create(user=ana, organisation=ghent)
    return made


@pytest.fixture
def held(ana: User, ghent: Organisation) -> Affiliation:
    made: Affiliation = AffiliationFactory.create(user=ana, organisation=ghent, confirmed=True)
    return made


def ask(ana: User, ghent: Organisation, job_title: str = "Officer") -> Affiliation:
    return ask_to_join(organisation=ghent, job_title=job_title, capacity="administrator", by=ana)


def mails() -> list[tuple[str, str]]:
    return sorted(OutboxMail.objects.values_list("address", "subject"))


def test_somebody_who_asks_waits_for_an_answer(ana, ghent):
    place = ask(ana, ghent)
    place.refresh_from_db()
    said = (place.user, place.organisation, place.job_title, place.capacity, place.state, place.decided_at)
    assert said == (ana, ghent, "Officer", "administrator", "asked", None)


def test_the_confirmed_colleagues_learn_who_asks_and_the_secretariat_does_not(ana, bo, cleo, ghent):
    ask(ana, ghent)
    assert mails() == [("bo@ghent.example", "Ana Silva asks to join Stad Gent")]


def test_where_nobody_is_confirmed_the_secretariat_learns_who_asks(ana, cleo, ghent):
    AffiliationFactory(organisation=ghent)
    ask(ana, ghent)
    assert mails() == [("cleo@cor.example", "Ana Silva asks to join Stad Gent")]


def test_the_mail_to_a_colleague_leads_to_the_decision_and_shows_the_address(ana, bo, ghent):
    place = ask(ana, ghent, "Head of <b>integration</b>")
    mail = OutboxMail.objects.get()
    assert f"http://testserver/account/affiliations/{place.pk}/" in mail.text
    assert "Ana Silva (ana@ghent.example) says that they work for Stad Gent" in mail.text
    assert "Job title: Head of <b>integration</b>" in mail.text
    assert "Job title: Head of &lt;b&gt;integration&lt;/b&gt;" in mail.html


def test_who_asks_again_corrects_what_they_said_and_nobody_is_told_twice(ana, bo, ghent):
    first = ask(ana, ghent)
    again = ask(ana, ghent, "Head of unit")
    assert (first.pk, again.job_title, Affiliation.objects.filter(user=ana).count()) == (again.pk, "Head of unit", 1)
    assert len(mails()) == 1


def test_who_belongs_to_it_cannot_ask(ana, held, ghent):
    with pytest.raises(InvalidRecord) as refusal:
        ask(ana, ghent)
    assert refusal.value.faults == {"record": ["You already belong to this organisation."]}


def test_who_was_refused_may_ask_again(ana, ghent):
    AffiliationFactory(user=ana, organisation=ghent, state="refused", decided_at=timezone.now())
    assert ask(ana, ghent).state == "asked"


def test_nobody_waits_for_more_than_ten_answers(ana, ghent):
    AffiliationFactory.create_batch(MOST_WAITING, user=ana)
    with pytest.raises(InvalidRecord) as refusal:
        ask(ana, ghent)
    said = "You wait for the answers of 10 organisations: take one of these questions back first."
    assert refusal.value.faults == {"record": [said]}


def test_what_is_too_long_or_unknown_is_refused_by_field(ana, ghent):
    with pytest.raises(InvalidRecord) as refusal:
        ask_to_join(organisation=ghent, job_title="x" * 151, capacity="mayor", by=ana)
    assert sorted(refusal.value.faults) == ["capacity", "job_title"]
    assert Affiliation.objects.count() == 0


@pytest.mark.parametrize("who", ["bo", "cleo"])
def test_a_colleague_and_the_secretariat_confirm(request, asked, who):
    by = request.getfixturevalue(who)
    confirm_affiliation(affiliation=asked, by=by)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.since, asked.may_submit, asked.may_sign) == (
        "confirmed", by, timezone.localdate(), True, False,
    )  # fmt: skip
    assert mails() == [("ana@ghent.example", "You belong to Stad Gent now")]


def test_who_is_refused_reads_the_reason(asked, bo):
    refuse_affiliation(affiliation=asked, reason=" I do not know you & yours. ", by=bo)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.reason, asked.until) == (
        "refused", bo, "I do not know you & yours.", None,
    )  # fmt: skip
    mail = OutboxMail.objects.get()
    assert (mail.address, mail.subject) == ("ana@ghent.example", "Stad Gent: your request was refused")
    assert "\nI do not know you & yours.\n" in mail.text
    assert "<p>I do not know you &amp; yours.</p>" in mail.html


def test_mails_are_written_in_the_language_of_their_reader(asked, bo, ana):
    ana.language = "fr"
    ana.save()
    confirm_affiliation(affiliation=asked, by=bo)
    assert OutboxMail.objects.get().language == "fr"


def test_a_colleague_ends_a_place_with_its_tokens_and_gives_a_reason(held, bo, ana, ghent):
    of_it = ApiTokenFactory(user=ana, organisation=ghent)
    others = [ApiTokenFactory(user=ana), ApiTokenFactory(user=bo, organisation=ghent)]
    end_affiliation(affiliation=held, reason="She works elsewhere now.", by=bo)
    held.refresh_from_db()
    assert (held.state, held.decided_by, held.reason, held.until) == (
        "ended", bo, "She works elsewhere now.", timezone.localdate(),
    )  # fmt: skip
    for token in (of_it, *others):
        token.refresh_from_db()
    assert of_it.revoked_at is not None
    assert [token.revoked_at for token in others] == [None, None]
    assert mails() == [("ana@ghent.example", "You no longer belong to Stad Gent")]


def test_somebody_leaves_without_a_reason(held, ana):
    end_affiliation(affiliation=held, by=ana)
    held.refresh_from_db()
    assert (held.state, held.decided_by, held.reason) == ("ended", ana, "")
    assert "You left Stad Gent." in OutboxMail.objects.get().text


def test_somebody_takes_their_question_back_and_no_mail_is_written(asked, ana):
    end_affiliation(affiliation=asked, by=ana)
    asked.refresh_from_db()
    assert (asked.state, asked.until, mails()) == ("ended", None, [])


def test_a_place_that_began_later_ends_no_earlier(held, bo):
    held.since = timezone.localdate() + dt.timedelta(days=3)
    held.save()
    end_affiliation(affiliation=held, reason="A mistake.", by=bo)
    held.refresh_from_db()
    assert held.until == held.since


ACTS: dict[str, Callable[[Affiliation, User], Any]] = {
    "confirm": lambda place, by: confirm_affiliation(affiliation=place, by=by),
    "refuse": lambda place, by: refuse_affiliation(affiliation=place, reason="No.", by=by),
    "end": lambda place, by: end_affiliation(affiliation=place, reason="No.", by=by),
    "rights": lambda place, by: set_affiliation_rights(affiliation=place, may_submit=False, may_sign=True, by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param({}, id="nobody in particular"),
        pytest.param({"reviewer": True, "staff": True}, id="reviewer and staff"),
        pytest.param({"officer_of": "another"}, id="officer of another organisation"),
    ],
)
def test_a_stranger_decides_nothing(asked, stranger, act):
    if "officer_of" in stranger:
        stranger = {"officer_of": OrganisationFactory()}
    with pytest.raises(NotAllowed, match=BY_COLLEAGUE):
        act(asked, UserFactory(**stranger))
    asked.refresh_from_db()
    assert (asked.state, asked.may_sign, mails()) == ("asked", False, [])


@pytest.mark.parametrize("state", ["asked", "refused", "ended"])
def test_a_colleague_who_is_not_confirmed_decides_nothing(asked, ghent, state):
    decided_at = None if state == "asked" else timezone.now()
    other = AffiliationFactory(organisation=ghent, state=state, decided_at=decided_at).user
    with pytest.raises(NotAllowed, match=BY_COLLEAGUE):
        confirm_affiliation(affiliation=asked, by=other)


@pytest.mark.parametrize("act", [ACTS[name] for name in ("confirm", "refuse", "rights")])
@pytest.mark.parametrize("roles", [{}, {"secretariat": True}], ids=["an officer", "the secretariat"])
def test_nobody_decides_about_themselves(ghent, roles, act):
    place = AffiliationFactory(user=UserFactory(**roles), organisation=ghent)
    with pytest.raises(NotAllowed, match=BY_ANOTHER):
        act(place, place.user)


@pytest.mark.parametrize(("act", "confirmed"), [(refuse_affiliation, False), (end_affiliation, True)])
def test_a_decision_against_somebody_needs_a_reason(ghent, bo, act, confirmed):
    place = AffiliationFactory(organisation=ghent, confirmed=confirmed)
    with pytest.raises(InvalidRecord) as refusal:
        act(affiliation=place, reason=" \n ", by=bo)
    assert refusal.value.faults == {"reason": ["Give a reason: the person concerned reads it."]}


def test_a_place_in_a_proposed_organisation_waits_for_the_organisation(cleo):
    place = AffiliationFactory(organisation=OrganisationFactory(proposed=True))
    said = r"^The organisation itself was only proposed: the secretariat confirms it first\.$"
    with pytest.raises(NotAllowed, match=said):
        confirm_affiliation(affiliation=place, by=cleo)


def test_who_closed_their_account_is_not_confirmed(ghent, bo):
    place = AffiliationFactory(organisation=ghent, user__is_active=False)
    with pytest.raises(Refusal, match=r"^This account is closed\.$"):
        confirm_affiliation(affiliation=place, by=bo)


def test_who_comes_second_is_told_who_decided_what_and_when(asked, bo, cleo):
    confirm_affiliation(affiliation=asked, by=bo)
    Affiliation.objects.filter(pk=asked.pk).update(decided_at=dt.datetime(2026, 3, 2, 12, 5, tzinfo=dt.UTC))
    with pytest.raises(Overtaken) as refusal:
        refuse_affiliation(affiliation=asked, reason="No.", by=cleo)
    assert str(refusal.value) == "Bo Berg confirmed this on 2 March 2026, 12:05."


@pytest.mark.parametrize("act", [ACTS["confirm"], ACTS["refuse"]], ids=["confirm", "refuse"])
def test_the_same_decision_twice_is_one(asked, bo, act):
    act(asked, bo)
    asked.refresh_from_db()
    act(asked, bo)
    again = Affiliation.objects.get(pk=asked.pk)
    assert (again.decided_at, len(mails())) == (asked.decided_at, 1)


def test_a_question_is_refused_and_not_ended(asked, bo):
    with pytest.raises(Overtaken, match=r"^This was never confirmed: refuse it instead\.$"):
        end_affiliation(affiliation=asked, reason="No.", by=bo)


def test_who_decided_and_closed_their_account_since_is_not_named(asked, bo, cleo):
    confirm_affiliation(affiliation=asked, by=bo)
    bo.delete()
    with pytest.raises(Overtaken, match=r"^Somebody whose account is closed confirmed this on "):
        refuse_affiliation(affiliation=asked, reason="No.", by=cleo)


def test_a_question_that_is_not_there_any_more_is_not_decided(asked, bo):
    stale = Affiliation.objects.get(pk=asked.pk)
    asked.delete()
    with pytest.raises(Affiliation.DoesNotExist):
        confirm_affiliation(affiliation=stale, by=bo)
