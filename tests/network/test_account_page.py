"""The account: who somebody is, where they belong, and the way to an organisation."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Affiliation, Organisation, User
from tests.factories import AffiliationFactory, CountryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

FIND, PROPOSE, DETAILS = "/account/organisations/find/", "/account/organisations/propose/", "/account/details/"
GENK = {"name": "Stad Genk", "kind": "local_authority", "country": "BE", "job_title": "Officer", "capacity": ""}


@pytest.fixture
def ana(client: Client) -> User:
    """Who is signed in."""
    CountryFactory(code="BE", name="Belgium")
    user: User = UserFactory.create(name="Ana Silva")
    client.force_login(user)
    return user


@pytest.fixture
def ghent(ana: User) -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Stad Gent", slug="ghent", country__code="BE")
    return made


def names(page: Any) -> list[str]:
    return [organisation.name for organisation, _place in page.context["found"]]


def test_every_place_stands_on_the_account_the_newest_first(client, ana, ghent):
    AffiliationFactory(user=ana, state="refused", decided_at=timezone.now(), reason="I do not know you.")
    AffiliationFactory(user=ana, organisation=ghent, confirmed=True)
    AffiliationFactory(organisation=ghent)
    AffiliationFactory(organisation=ghent, user__is_active=False)
    page = client.get("/account/")
    assert [(place.state, place.asking) for place in page.context["places"]] == [("confirmed", 1), ("refused", 0)]
    assert "I do not know you." in page.content.decode()


def test_thirty_places_cost_as_many_queries_as_two(client, ana):
    counts = []
    for number in (2, 28):
        AffiliationFactory.create_batch(number, user=ana)
        with CaptureQueriesContext(connection) as asked:
            client.get("/account/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("roles", "seen"),
    [({}, False), ({"reviewer": True, "staff": True}, False), ({"secretariat": True}, True)],
    ids=["none", "others", "secretariat"],
)
def test_the_way_to_the_secretariat_is_shown_to_it_alone(client, roles, seen):
    client.force_login(UserFactory(**roles))
    assert ('href="/secretariat/"' in client.get("/about/").content.decode()) is seen


def test_somebody_corrects_their_name_and_language(client, ana):
    answer = client.post(DETAILS, {"name": "  Ána \n  Silva ", "language": "fr"})
    ana.refresh_from_db()
    assert (answer["Location"], ana.name, ana.language) == ("/account/", "Ána Silva", "fr")


@pytest.mark.parametrize(
    ("typed", "field", "fault"),
    [
        ({"name": "x" * 151}, "name", "Ensure this value has at most 150 characters (it has 151)."),
        ({"name": "a\0b"}, "name", "Null characters are not allowed."),
        ({"language": "de"}, "language", "Select a valid choice. de is not one of the available choices."),
    ],
    ids=["too long", "nul", "language"],
)
def test_details_that_cannot_be_stand_again_in_the_form(client, ana, typed, field, fault):
    answer = client.post(DETAILS, {"name": "Ana", "language": "en"} | typed)
    ana.refresh_from_db()
    form = answer.context["form"]
    assert (answer.status_code, form.errors, form[field].value(), ana.name) == (
        422, {field: [fault]}, typed[field], "Ana Silva",
    )  # fmt: skip


def test_nothing_is_searched_before_somebody_asks(client, ana, ghent):
    page = client.get(FIND)
    assert (page.context["asked"], names(page)) == (False, [])
    assert not client.get(f"{FIND}?q=+&country=").context["asked"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=GENT", ["Stad Gent"]), ("country=BE", ["Stad Gent"]), ("q=stad&country=FR", ["Stadt Paris"])],
)
def test_an_organisation_is_found_by_name_and_country(client, ana, ghent, query, found):
    OrganisationFactory(name="Stadt Paris", country__code="FR")
    assert names(client.get(f"{FIND}?{query}")) == found


def test_what_is_only_spelt_alike_is_offered_and_said_to_be(client, ana, ghent):
    page = client.get(f"{FIND}?q=Stadd+Gent&country=BE")
    assert (page.context["alike"], names(page)) == (True, ["Stad Gent"])


def test_no_more_than_twenty_are_shown_with_the_number_of_all(client, ana):
    for number in range(23):
        OrganisationFactory(name=f"Commune {number:02}")
    page = client.get(f"{FIND}?q=commune")
    assert (page.context["number"], names(page)) == (23, [f"Commune {number:02}" for number in range(20)])


def test_each_says_how_one_stands_with_it(client, ana, ghent):
    AffiliationFactory(user=ana, organisation=ghent)
    ((_organisation, place),) = client.get(f"{FIND}?q=gent").context["found"]
    assert place.state == "asked"


@pytest.mark.parametrize("query", ["q=" + "x" * 251, "q=a%00b", "country=XX"], ids=["too long", "nul", "country"])
def test_what_cannot_be_searched_for_is_said(client, ana, query):
    page = client.get(f"{FIND}?{query}")
    assert (page.status_code, len(page.context["form"].errors)) == (400, 1)


def test_somebody_asks_to_join(client, ana, ghent):
    answer = client.post("/account/organisations/ghent/join/", {"job_title": "Officer", "capacity": "researcher"})
    place = ana.affiliations.get()
    assert (answer["Location"], place.organisation, place.job_title, place.capacity, place.state) == (
        "/account/", ghent, "Officer", "researcher", "asked",
    )  # fmt: skip


def test_what_was_said_while_asking_can_be_corrected(client, ana, ghent):
    AffiliationFactory(user=ana, organisation=ghent, job_title="Oficcer")
    form = client.get("/account/organisations/ghent/join/").context["form"]
    assert form["job_title"].value() == "Oficcer"
    client.post("/account/organisations/ghent/join/", {"job_title": "Officer"})
    assert ana.affiliations.get().job_title == "Officer"


def test_without_a_job_title_nothing_is_asked(client, ana, ghent):
    answer = client.post("/account/organisations/ghent/join/", {"capacity": "mayor"})
    assert (answer.status_code, answer.context["form"].errors["job_title"]) == (
        422, ["Give your job title: who confirms you sees it."],
    )  # fmt: skip
    assert Affiliation.objects.count() == 0


def test_who_belongs_to_it_is_told_so_and_cannot_ask(client, ana, ghent):
    AffiliationFactory(user=ana, organisation=ghent, confirmed=True)
    assert client.get("/account/organisations/ghent/join/").context["belongs"] is True
    answer = client.post("/account/organisations/ghent/join/", {"job_title": "Officer"})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        422, ["You already belong to this organisation."],
    )  # fmt: skip


def test_what_was_searched_for_stands_in_the_form_that_proposes(client, ana):
    form = client.get(f"{PROPOSE}?q=Stad+Genk&country=BE").context["form"]
    assert (form["name"].value(), form["country"].value()) == ("Stad Genk", "BE")


def test_what_has_no_double_is_proposed_at_once(client, ana):
    answer = client.post(PROPOSE, GENK | {"website": "stadgenk.example", "place": "Genk", "name_en": "City of Genk"})
    made = Organisation.objects.get()
    assert answer["Location"] == "/account/"
    assert (made.name, made.names, made.website, made.place_name, made.proposed) == (
        "Stad Genk", {"en": "City of Genk"}, "https://stadgenk.example", "Genk", True,
    )  # fmt: skip
    assert ana.affiliations.get().organisation == made


def test_likely_doubles_are_shown_before_anything_is_made(client, ana, ghent):
    page = client.post(PROPOSE, GENK)
    assert (page.context["doubles"], Organisation.objects.count()) == ([ghent], 1)
    assert page.context["form"]["name"].value() == "Stad Genk"
    answer = client.post(PROPOSE, GENK | {"none_of_these": page.context["shown_for"]})
    assert (answer["Location"], Organisation.objects.count()) == ("/account/", 2)


def test_another_name_has_its_doubles_shown_too(client, ana, ghent):
    shown_for = client.post(PROPOSE, GENK).context["shown_for"]
    page = client.post(PROPOSE, GENK | {"name": "Stad Gennt", "none_of_these": shown_for})
    assert (page.context["doubles"], Organisation.objects.count()) == ([ghent], 1)


def test_a_name_that_is_taken_is_said_beside_the_organisation_that_has_it(client, ana, ghent):
    shown_for = client.post(PROPOSE, GENK | {"name": "STAD GENT"}).context["shown_for"]
    page = client.post(PROPOSE, GENK | {"name": "STAD GENT", "none_of_these": shown_for})
    assert (page.status_code, page.context["doubles"]) == (422, [ghent])
    assert page.context["form"].non_field_errors() == ["This country already has an organisation of that name."]


def test_everything_that_is_wrong_with_a_proposal_is_said_at_once(client, ana):
    page = client.post(PROPOSE, {"website": "javascript:alert(1)", "country": "XX", "name": "x" * 251})
    assert (page.status_code, sorted(page.context["form"].errors), sorted(page.context["joining"].errors)) == (
        422, ["country", "kind", "name", "website"], ["job_title"],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "Община Σπίτι Ħaż"])
def test_any_name_is_shown_as_it_was_typed(client, ana, name):
    client.post(PROPOSE, GENK | {"name": name})
    assert [place.organisation.name for place in client.get("/account/").context["places"]] == [name]
    assert "<script>alert" not in client.get("/account/").content.decode()
