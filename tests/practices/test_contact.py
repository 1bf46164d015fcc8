"""Who can be asked about a practice: messages are passed on, and people are named as long as they agree to it."""

import pytest
from django.test import Client
from django.utils import translation

from network.enums import ConsentPurpose, SiteLanguage
from network.models import OutboxMail, User
from network.workflows import correct_details
from practices.models import Practice
from practices.workflows import contacts_of, show_as_contact, shown_on
from tests.factories import AffiliationFactory, OrganisationFactory, PracticeFactory, UserFactory


@pytest.fixture
def practice(db: None) -> Practice:
    found: Practice = PracticeFactory.create(organiser=OrganisationFactory.create())
    return found


@pytest.fixture
def officer(practice: Practice) -> User:
    user: User = UserFactory.create(name="Ana Kralj", email="ana@city.example", officer_of=practice.organiser)
    return user


def marks(practice: Practice, reader: Client) -> tuple[bool, bool]:
    """Whether name and address stand on the page of the contact."""
    page = reader.get(f"/practices/{practice.slug}/contact/").content.decode()
    return "Ana Kralj" in page, "ana@city.example" in page


def test_a_name_appears_on_a_fact_sheet_by_consent_and_goes_with_it(client, officer, practice):
    client.force_login(officer)
    seen = [marks(practice, Client())]
    for choice in ("show", "hide"):
        client.post(f"/practices/{practice.slug}/contact/person/", {choice: "yes"})
        seen.append(marks(practice, Client()))
    consent = officer.consents.get(purpose=ConsentPurpose.PUBLISH_CONTACT, subject=str(practice.public_id))
    assert (seen, consent.withdrawn_at is None, officer.name in consent.wording) == (
        [(False, False), (True, True), (False, False)],
        False,
        True,
    )


def test_whoever_leaves_the_organisation_is_its_contact_no_more(officer, practice):
    show_as_contact(practice=practice, by=officer)
    seen = [(contacts_of(practice), len(shown_on(officer)))]
    officer.affiliations.update(state="ended")
    seen.append((contacts_of(practice), len(shown_on(officer))))
    assert seen == [([officer], 1), ([], 0)]


@pytest.mark.parametrize(
    ("name", "email"),
    [
        pytest.param("Ana Kralj", "ana@home.example", id="another address"),
        pytest.param("Ana Novak", "ana@city.example", id="another name"),
        pytest.param("Ana", "ana@city.example", id="part of the name"),
        pytest.param("Ana Kralj", "na@city.example", id="part of the address"),
    ],
)
def test_what_was_agreed_to_is_not_what_somebody_is_called_later(officer, practice, name, email):
    show_as_contact(practice=practice, by=officer)
    User.objects.filter(pk=officer.pk).update(name=name, email=email)
    assert contacts_of(practice) == []


def test_a_consent_to_a_former_name_is_shown_as_one_to_be_renewed(client, officer, practice):
    client.force_login(officer)
    show_as_contact(practice=practice, by=officer)
    said = [client.get("/account/data/").content.decode().count("to be renewed")]
    officer = correct_details(name="Ana Novak", language=SiteLanguage.EN, by=officer)
    said.append(client.get("/account/data/").content.decode().count("to be renewed"))
    contact = client.get(f"/practices/{practice.slug}/contact/").content.decode()
    assert (said, contact.count("Take my consent back"), [sheet.current for sheet in shown_on(officer)]) == (
        [0, 1], 1, [False]
    )  # fmt: skip


def test_a_consent_is_given_anew_beside_the_former_one(client, officer, practice):
    show_as_contact(practice=practice, by=officer)
    officer = correct_details(name="Ana Novak", language=SiteLanguage.EN, by=officer)
    client.force_login(officer)
    client.post(f"/practices/{practice.slug}/contact/person/", {"show": "yes"})
    given = officer.consents.order_by("pk")
    assert (
        contacts_of(practice),
        [(consent.withdrawn_at is None, "Ana Novak" in consent.wording) for consent in given],
    ) == ([officer], [(False, False), (True, True)])


def test_a_consent_that_is_given_twice_is_one(officer, practice):
    for _time in range(2):
        show_as_contact(practice=practice, by=officer)
    assert officer.consents.count() == 1


@pytest.mark.parametrize("language", SiteLanguage.values)
def test_a_consent_is_understood_in_every_language(officer, practice, language):
    with translation.override(language):
        show_as_contact(practice=practice, by=officer)
    assert contacts_of(practice) == [officer]


def test_a_message_reaches_the_organiser_and_its_sender_can_be_answered(client, db):
    organisation = OrganisationFactory.create(contact_email="office@ville.example")
    officer = UserFactory.create(officer_of=organisation)
    AffiliationFactory(organisation=organisation)  # asked, not confirmed
    practice = PracticeFactory.create(organiser=organisation)
    typed = {"name": "Κώστας", "email": "kostas@patras.example", "message": "How many volunteers?"}
    for _time in range(2):
        client.post(f"/practices/{practice.slug}/contact/", typed)
    sent = OutboxMail.objects.order_by("address").values_list("address", "reply_to")
    assert list(sent) == sorted(
        [(officer.email, "kostas@patras.example"), ("office@ville.example", "kostas@patras.example")]
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"name": "", "email": "a@example.org", "message": "Hello"}, "name", id="no name"),
        pytest.param({"name": "Ana", "email": "nowhere", "message": "Hello"}, "email", id="no address"),
        pytest.param({"name": "Ana", "email": "a@example.org", "message": " "}, "message", id="nothing said"),
        pytest.param({"name": "Ana", "email": "a@example.org", "message": "a" * 5001}, "message", id="too much"),
        pytest.param(
            {"name": "Ana", "email": "a@x.org\nBcc: b@x.org", "message": "Hello"}, "email", id="a second header"
        ),
    ],
)
def test_a_message_that_cannot_be_answered_is_shown_again(client, practice, typed, field):
    answer = client.post(f"/practices/{practice.slug}/contact/", typed)
    assert (answer.status_code, list(answer.context["form"].errors), OutboxMail.objects.count()) == (422, [field], 0)
