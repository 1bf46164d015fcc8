"""An organisation that an officer proposes is seen by nobody else until the secretariat has said what it is."""

import pytest
from django.db import transaction
from django.test import Client

from network.enums import OrganisationKind
from network.errors import InvalidRecord, NotAllowed, Overtaken, Refusal
from network.models import Affiliation, Organisation, OutboxMail, User
from network.workflows import (
    OrganisationData,
    Place,
    Position,
    confirm_organisation,
    decline_organisation,
    merge_organisation,
    propose_organisation,
    write_organisation,
)
from tests.factories import AffiliationFactory, CountryFactory, OrganisationFactory, PracticeFactory, UserFactory
from tests.network.at_once import at_once

GHENT = OrganisationData(
    name="Stad Gent",
    names={"en": "City of Ghent"},
    kind=OrganisationKind.LOCAL_AUTHORITY,
    country="BE",
    place=Place(name="Gent"),
    website="https://stad.gent",
)
OFFICER = Position("Officer", "administrator")


@pytest.fixture
def ana(db: None) -> User:
    CountryFactory(code="BE")
    made: User = UserFactory.create(name="Ana Silva", email="ana@ghent.example")
    return made


@pytest.fixture
def cleo(db: None) -> User:
    made: User = UserFactory.create(name="Cleo Klein", email="cleo@cor.example", secretariat=True)
    return made


@pytest.fixture
def ghent(ana: User, cleo: User) -> Organisation:
    """Proposed, with Ana waiting; the mails of it are read."""
    made = propose_organisation(data=GHENT, by=ana, position=OFFICER)
    OutboxMail.objects.all().delete()
    return made


def mails() -> list[tuple[str, str]]:
    return sorted(OutboxMail.objects.values_list("address", "subject"))


def confirm(organisation: Organisation, by: User, data: OrganisationData = GHENT, along: tuple[int, ...] = ()) -> None:
    confirm_organisation(organisation=organisation, data=data, affiliations=along, by=by)


def test_a_proposal_holds_what_was_typed_and_asks_for_a_place_in_it(ana, cleo):
    made = Organisation.objects.get(pk=propose_organisation(data=GHENT, by=ana, position=OFFICER).pk)
    said = (made.name, made.names, made.kind, made.country_id, made.place_name, made.website, made.proposed)
    assert said == ("Stad Gent", {"en": "City of Ghent"}, "local_authority", "BE", "Gent", "https://stad.gent", True)
    place = ana.affiliations.get()
    assert (place.organisation, place.state, place.job_title) == (made, "asked", "Officer")
    assert mails() == [("cleo@cor.example", "Proposed: Stad Gent")]


def test_an_organisation_that_a_fact_sheet_names_is_proposed_without_a_place_in_it(ana):
    propose_organisation(data=GHENT, by=ana)
    assert Affiliation.objects.count() == 0


def test_somebody_of_the_secretariat_who_proposes_writes_no_mail_to_themselves(ana, cleo):
    propose_organisation(data=GHENT, by=cleo)
    assert mails() == []


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["Δήμος Πατρέων", "Δήμος Αθηναίων", "Община"], ["be", "be", "be"]),
        (["Genk", "Genk!", "Genk?"], ["genk", "genk-be", "genk-be"]),
    ],
    ids=["in letters that give no address", "alike but for a sign"],
)
def test_every_proposal_has_an_address_of_its_own(ana, names, slugs):
    made = [propose_organisation(data=GHENT.model_copy(update={"name": name}), by=ana).slug for name in names]
    assert len(set(made)) == len(names)
    assert [slug[: len(start)] for slug, start in zip(made, slugs, strict=True)] == slugs


def test_a_name_that_the_country_has_is_refused_and_no_place_is_asked_for(ana):
    OrganisationFactory(name="stad gent", country__code="BE")
    with pytest.raises(InvalidRecord) as refusal:
        propose_organisation(data=GHENT, by=ana, position=OFFICER)
    assert refusal.value.faults == {"record": ["This country already has an organisation of that name."]}
    assert (Organisation.objects.count(), Affiliation.objects.count(), mails()) == (1, 0, [])


def test_what_breaks_a_rule_is_refused_by_field(ana):
    with pytest.raises(InvalidRecord) as refusal:
        propose_organisation(data=GHENT.model_copy(update={"website": "javascript:alert(1)"}), by=ana)
    assert list(refusal.value.faults) == ["website"]


def test_the_public_sees_it_only_when_it_is_confirmed(client: Client, ghent, cleo):
    def seen() -> tuple[int, int, int]:
        page, api = client.get("/organisations/stad-gent/"), client.get("/api/v1/organisations/stad-gent/")
        return page.status_code, api.status_code, client.get("/api/v1/organisations/?country=BE").json()["count"]

    before = seen()
    confirm(ghent, cleo)
    assert (before, seen()) == ((404, 404, 0), (200, 200, 1))


def test_a_confirmed_organisation_stands_as_the_secretariat_wrote_it_and_who_waits_is_told(ghent, cleo):
    confirm(ghent, cleo, GHENT.model_copy(update={"name": "Stad Gent (België)"}))
    ghent.refresh_from_db()
    assert (ghent.name, ghent.slug, ghent.proposed) == ("Stad Gent (België)", "stad-gent", False)
    assert Affiliation.objects.get().state == "asked"
    assert mails() == [("ana@ghent.example", "Stad Gent (België) is in the directory now")]


def test_whoever_is_confirmed_along_with_it_gets_one_mail_about_both(ghent, cleo, ana):
    confirm(ghent, cleo, along=(ana.affiliations.get().pk,))
    assert Affiliation.objects.get().state == "confirmed"
    assert mails() == [("ana@ghent.example", "You belong to Stad Gent now")]


def test_a_place_elsewhere_is_not_confirmed_along(ghent, cleo):
    elsewhere = AffiliationFactory()
    confirm(ghent, cleo, along=(elsewhere.pk,))
    elsewhere.refresh_from_db()
    assert elsewhere.state == "asked"


def test_who_proposed_it_for_themselves_is_confirmed_by_somebody_else(ana, cleo):
    own = propose_organisation(data=GHENT, by=cleo, position=OFFICER)
    with pytest.raises(NotAllowed):
        confirm(own, cleo, along=(cleo.affiliations.get().pk,))
    own.refresh_from_db()
    assert own.proposed


def test_who_asked_for_a_double_asks_for_the_organisation_itself(ghent, cleo, ana):
    kept = OrganisationFactory(name="Ville de Gand")
    UserFactory(email="bo@ghent.example", officer_of=kept)
    merge_organisation(organisation=ghent, into=kept, by=cleo)
    place = ana.affiliations.get()
    assert (place.organisation, place.state, place.job_title) == (kept, "asked", "Officer")
    assert not Organisation.objects.filter(pk=ghent.pk).exists()
    assert mails() == [
        ("ana@ghent.example", "Stad Gent is in the directory as Ville de Gand"),
        ("bo@ghent.example", "Ana Silva asks to join Ville de Gand"),
    ]


@pytest.mark.parametrize("confirmed", [True, False], ids=["belongs", "asked"])
def test_who_belongs_to_the_organisation_itself_or_has_asked_does_not_ask_twice(ghent, cleo, ana, confirmed):
    stands = AffiliationFactory(user=ana, organisation=OrganisationFactory(), confirmed=confirmed)
    merge_organisation(organisation=ghent, into=stands.organisation, by=cleo)
    assert (ana.affiliations.get(), mails()) == (stands, [])


def test_an_organisation_is_no_double_of_itself(ghent, cleo):
    with pytest.raises(Refusal, match=r"^An organisation is not a double of itself: choose another\.$"):
        merge_organisation(organisation=ghent, into=ghent, by=cleo)


def test_a_declined_organisation_goes_and_who_waited_reads_why(ghent, cleo, ana):
    decline_organisation(organisation=ghent, reason="It is a brand of a company.", by=cleo)
    assert (Organisation.objects.count(), Affiliation.objects.count()) == (0, 0)
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.subject) == (ana, "Stad Gent was not taken into the directory")
    assert "\nIt is a brand of a company.\n" in mail.text


def test_declining_needs_a_reason(ghent, cleo):
    with pytest.raises(InvalidRecord) as refusal:
        decline_organisation(organisation=ghent, reason=" ", by=cleo)
    assert refusal.value.faults == {"reason": ["Give a reason: the person concerned reads it."]}


def test_what_fact_sheets_name_is_neither_removed_nor_put_aside(ghent, cleo):
    PracticeFactory(organiser=ghent)
    for change in (
        lambda: merge_organisation(organisation=ghent, into=OrganisationFactory(), by=cleo),
        lambda: decline_organisation(organisation=ghent, reason="No.", by=cleo),
    ):
        with pytest.raises(
            Refusal, match=r"^Fact sheets name this organisation: name another in its place there first\.$"
        ):
            change()
    assert (Affiliation.objects.get().organisation, mails()) == (ghent, [])


CHANGES = {
    "confirm": confirm,
    "merge": lambda found, by: merge_organisation(organisation=found, into=OrganisationFactory(), by=by),
    "decline": lambda found, by: decline_organisation(organisation=found, reason="No.", by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_only_the_secretariat_decides_about_it(ghent, ana, change):
    for other in (ana, UserFactory(reviewer=True, staff=True, officer_of=OrganisationFactory())):
        with pytest.raises(NotAllowed, match=r"^The secretariat decides about proposed organisations\.$"):
            change(ghent, other)
    ghent.refresh_from_db()
    assert ghent.proposed


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_in_the_directory_is_not_decided_again(ghent, cleo, change):
    confirm(ghent, cleo)
    with pytest.raises(Overtaken, match=r"^Somebody of the secretariat confirmed this organisation before you"):
        change(ghent, cleo)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_there_any_more_is_not_decided(ghent, cleo, change):
    stale = Organisation.objects.get(pk=ghent.pk)
    decline_organisation(organisation=ghent, reason="No.", by=cleo)
    with pytest.raises(Organisation.DoesNotExist):
        change(stale, cleo)


def test_what_the_project_itself_writes_down_is_in_the_directory(ghent):
    write_organisation(data=GHENT, by=None)
    ghent.refresh_from_db()
    assert not ghent.proposed


def test_of_two_who_propose_the_same_at_once_the_second_is_told_that_it_is_there(transactional_db):
    with transaction.atomic():
        CountryFactory(code="BE")
        people = [UserFactory.create() for _ in range(2)]
    propose = [lambda by=by: propose_organisation(data=GHENT, by=by, position=OFFICER) for by in people]
    told = at_once("SELECT FROM network_user FOR UPDATE", *propose)
    assert told == ["", "record: This country already has an organisation of that name."]
    assert (Organisation.objects.count(), Affiliation.objects.count()) == (1, 1)


def test_two_who_propose_names_that_give_the_same_address_at_once_are_both_through(transactional_db):
    with transaction.atomic():
        CountryFactory(code="BE")
        people = [UserFactory.create() for _ in range(2)]
    data = [GHENT.model_copy(update={"name": name}) for name in ("Genk!", "Genk?")]
    both = zip(people, data, strict=True)
    propose = [lambda by=by, said=said: propose_organisation(data=said, by=by) for by, said in both]
    assert at_once("SELECT FROM network_user FOR UPDATE", *propose) == ["", ""]
    assert Organisation.objects.filter(slug__startswith="genk").count() == 2


def test_of_two_of_the_secretariat_who_decide_at_once_the_second_is_told(transactional_db):
    with transaction.atomic():
        CountryFactory(code="BE")
        people = [UserFactory.create(secretariat=True) for _ in range(2)]
        ghent = propose_organisation(data=GHENT, by=people[0])
    told = at_once("SELECT FROM network_organisation FOR UPDATE", *(lambda by=by: confirm(ghent, by) for by in people))
    assert (told[0], told[1].partition(" (")[0]) == (
        "", "Somebody of the secretariat confirmed this organisation before you",
    )  # fmt: skip
