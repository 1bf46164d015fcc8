"""The pages of the secretariat: what waits, what becomes of a proposed organisation, and who has which role."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Affiliation, Organisation, OutboxMail, RoleGrant, User
from tests.factories import AffiliationFactory, CountryFactory, OrganisationFactory, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db

PROPOSAL, ROLES = "/secretariat/organisations/genk/", "/secretariat/roles/"
GENK = {"name": "Stad Genk", "kind": "local_authority", "country": "BE", "decision": "confirm"}


@pytest.fixture
def cleo(client: Client) -> User:
    """Who is signed in."""
    user: User = UserFactory.create(name="Cleo Klein", email="cleo@cor.example", secretariat=True)
    client.force_login(user)
    return user


@pytest.fixture
def genk(cleo: User) -> Organisation:
    """Proposed by Ana, who waits."""
    made: Organisation = OrganisationFactory.create(
        name="Genkstad", names={"nl": "Genk"}, slug="genk", country=CountryFactory(code="BE"), proposed=True
    )
    AffiliationFactory(organisation=made, user__name="Ana Silva")
    return made


def said(client: Client) -> list[str]:
    """What the next page says above all else."""
    return [str(message) for message in client.get("/account/").context["messages"]]


@pytest.mark.parametrize("address", ["/secretariat/", PROPOSAL, ROLES])
@pytest.mark.parametrize("roles", [{}, {"reviewer": True, "staff": True}], ids=["an officer", "with other roles"])
def test_nobody_else_opens_its_pages_or_posts_to_them(client, genk, address, roles):
    client.force_login(UserFactory(officer_of=OrganisationFactory(), **roles))
    answers = [client.get(address), client.post(address, {"decision": "decline", "reason": "No."})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Organisation.objects.filter(pk=genk.pk, proposed=True).exists()


def test_what_waits_stands_there_the_oldest_first(client, genk):
    asked = AffiliationFactory.create_batch(2)
    AffiliationFactory(confirmed=True)
    page = client.get("/secretariat/").context
    assert (list(page["asking"]), page["asking_number"]) == (asked, 2)
    assert (list(page["proposed"]), page["proposed_number"]) == ([genk], 1)


def test_thirty_who_wait_cost_as_many_queries_as_two(client, cleo):
    counts = []
    for number in (2, 28):
        AffiliationFactory.create_batch(number)
        OrganisationFactory.create_batch(number, proposed=True)
        with CaptureQueriesContext(connection) as asked:
            client.get("/secretariat/")
        counts.append(len(asked))
    # The session, the person, their roles; both lists and their lengths.
    assert counts == [7, 7]


def test_a_proposal_is_shown_with_its_likely_doubles_and_with_who_waits(client, genk):
    stad = OrganisationFactory(name="Stad Genk", country__code="BE")
    page = client.get(PROPOSAL).context
    assert (page["doubles"], [place.user.name for place in page["asking"]]) == ([stad], ["Ana Silva"])


def test_the_directory_can_be_searched_for_a_double_that_is_called_otherwise(client, genk):
    limburg = OrganisationFactory(name="Provincie Limburg")
    assert client.get(f"{PROPOSAL}?q=limb").context["doubles"] == [limburg]


def test_it_is_taken_in_as_written_with_who_is_ticked(client, genk):
    place = Affiliation.objects.get()
    answer = client.post(PROPOSAL, GENK | {"name_en": "City of Genk", "along": [str(place.pk), "x", "9" * 30]})
    genk.refresh_from_db()
    place.refresh_from_db()
    assert answer["Location"] == "/secretariat/"
    assert (genk.name, genk.names, genk.proposed, place.state) == (
        "Stad Genk", {"nl": "Genk", "en": "City of Genk"}, False, "confirmed",
    )  # fmt: skip
    assert said(client) == ["Stad Genk is in the directory now."]


def test_a_name_that_is_taken_stands_again_with_what_is_wrong(client, genk):
    OrganisationFactory(name="stad genk", country__code="BE")
    page = client.post(PROPOSAL, GENK)
    assert (page.status_code, page.context["form"].non_field_errors(), page.context["form"]["name"].value()) == (
        422, ["This country already has an organisation of that name."], "Stad Genk",
    )  # fmt: skip


def test_it_is_put_aside_for_another(client, genk):
    kept = OrganisationFactory(name="Stad Genk", slug="stad-genk")
    assert client.post(PROPOSAL, {"decision": "merge", "into": "stad-genk"})["Location"] == "/secretariat/"
    assert Affiliation.objects.get().organisation == kept
    assert said(client) == ["Genkstad was put aside for Stad Genk."]


@pytest.mark.parametrize("into", ["", "nothing", "a\0b"])
def test_it_is_put_aside_for_nothing_that_is_not_there(client, genk, into):
    assert client.post(PROPOSAL, {"decision": "merge", "into": into}).status_code == 404
    assert Organisation.objects.get() == genk


def test_it_is_declined_with_a_reason(client, genk):
    page = client.post(PROPOSAL, {"decision": "decline", "reason": ""})
    assert (page.status_code, page.context["decline_form"].errors) == (
        422, {"reason": ["Give a reason: the person concerned reads it."]},
    )  # fmt: skip
    client.post(PROPOSAL, {"decision": "decline", "reason": "No such town."})
    assert (Organisation.objects.count(), said(client)) == (0, ["Genkstad was declined."])


def test_who_comes_second_is_told_that_it_is_in_the_directory(client, genk):
    Organisation.objects.update(proposed=False)
    page = client.post(PROPOSAL, {"decision": "decline", "reason": "No."})
    assert page.status_code == 409
    assert page.context["refusal"].startswith("Somebody of the secretariat confirmed this organisation before you")


def test_who_comes_second_is_told_that_it_is_gone(client, cleo):
    assert client.post(PROPOSAL, {"decision": "decline", "reason": "No."})["Location"] == "/secretariat/"
    assert said(client) == ["Somebody of the secretariat was quicker: this proposal is not here any more."]
    assert client.get(PROPOSAL).status_code == 404


def test_a_decision_that_is_none_is_not_found(client, genk):
    assert client.post(PROPOSAL, {"decision": "burn"}).status_code == 404


def found(client: Client, email: str) -> Any:
    return client.post(ROLES, {"decision": "find", "email": email})


def test_somebody_is_found_by_the_whole_address_and_given_a_role(client, cleo):
    ana = UserFactory(email="ana@example.org", staff=True)
    page = found(client, "ANA@example.org")
    assert (page.context["found"], page.context["found_roles"]) == (ana, ["Commission or Committee staff"])
    answer = client.post(ROLES, {"decision": "grant", "person": ana.pk, "role": "reviewer"})
    assert (answer["Location"], RoleGrant.objects.get(user=ana, role="reviewer").granted_by) == (ROLES, cleo)


@pytest.mark.parametrize(
    ("email", "fault"),
    [
        ("ana@example", "Enter a valid email address."),
        ("", "This field is required."),
        ("bo@example.org", "Nobody has an account with this address: they sign up first."),
        ("gone@example.org", "Nobody has an account with this address: they sign up first."),
    ],
    ids=["part", "none", "nobody's", "closed"],
)
def test_whom_nobody_finds_gets_no_role(client, cleo, email, fault):
    UserFactory(email="ana@example.org")
    UserFactory(email="gone@example.org", is_active=False)
    page = found(client, email)
    assert (page.status_code, page.context["found"], page.context["finding"].errors) == (422, None, {"email": [fault]})


def test_a_role_that_somebody_has_is_not_granted_again(client, cleo):
    grant = RoleGrantFactory()
    page = client.post(ROLES, {"decision": "grant", "person": grant.user.pk, "role": "reviewer"})
    assert (page.status_code, page.context["granting"].non_field_errors()) == (
        422, ["This person already has this role."],
    )  # fmt: skip


def test_a_role_is_taken_away(client, cleo):
    grant = RoleGrantFactory(user__name="Ana Silva")
    assert client.post(ROLES, {"decision": "revoke", "grant": grant.pk})["Location"] == ROLES
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
    assert said(client) == ["Ana Silva no longer has the role “Reviewer”."]


def test_the_last_of_the_secretariat_is_told_why_they_stay(client, cleo):
    page = client.post(ROLES, {"decision": "revoke", "grant": cleo.roles.get().pk})
    assert (page.status_code, page.context["refusal"]) == (
        422, "You are the last of the secretariat: grant the role to somebody else first.",
    )  # fmt: skip


def test_who_leaves_the_secretariat_comes_to_their_account(client, cleo):
    UserFactory(secretariat=True)
    assert client.post(ROLES, {"decision": "revoke", "grant": cleo.roles.get().pk})["Location"] == "/account/"
    assert client.get(ROLES).status_code == 403


def test_who_comes_second_is_told_that_the_role_is_gone(client, cleo):
    assert client.post(ROLES, {"decision": "revoke", "grant": 10**9})["Location"] == ROLES
    assert said(client) == ["Somebody of the secretariat was quicker: this role has been taken away already."]
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [{}, {"decision": "burn"}, *({"decision": "revoke", "grant": n} for n in ("", "x", "²", "9" * 5000))],
    ids=["nothing", "another decision", "no number", "a letter", "a raised figure", "too long"],
)
def test_what_makes_no_sense_is_not_found(client, cleo, fields):
    assert client.post(ROLES, fields).status_code == 404
