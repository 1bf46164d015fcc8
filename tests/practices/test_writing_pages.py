"""The pages on which fact sheets are written: how they begin, and what they show without changing it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Organisation
from practices.models import Draft
from practices.writing import SECTIONS
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.practices.desk import page_of

pytestmark = pytest.mark.django_db


# Beginning


def test_a_draft_begins_on_behalf_of_an_organisation_of_mine(member: Client, city: Organisation):
    answer = member.post("/practices/drafts/new/", {"organisation": "city", "language": "el"})
    draft = Draft.objects.get()
    assert (answer["Location"], draft.organisation, draft.language) == (draft.get_absolute_url(), city, "el")


def test_the_same_page_sent_twice_begins_one_draft(member: Client):
    form = {"organisation": "city", "language": "en", "form_token": "a" * 22}
    answers = [member.post("/practices/drafts/new/", form)["Location"] for _ in range(2)]
    assert answers == [Draft.objects.get().get_absolute_url()] * 2


def test_whoever_writes_for_nobody_is_led_to_an_organisation(client: Client):
    client.force_login(UserFactory.create())
    page = client.get("/practices/drafts/new/").content.decode()
    assert ('id="id_language"' in page, "/account/organisations/find/" in page) == (False, True)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"organisation": "other", "language": "en"}, {"organisation": ["Choose one of your own."]}),
        ({"organisation": "city", "language": "tlh"}, {"language": ["Choose one from the list."]}),
        ({}, {"organisation": ["Choose an organisation."], "language": ["Choose a language."]}),
    ],
    ids=["of others", "no language", "nothing"],
)
def test_a_draft_that_cannot_begin_says_why(member: Client, form: dict[str, str], said: dict[str, list[str]]):
    OrganisationFactory.create(slug="other")
    answer = member.post("/practices/drafts/new/", form)
    assert (answer.status_code, answer.context["form"].errors) == (422, said)


# Seeing

ADDRESSES = ["", *(f"{section.name}/" for section in SECTIONS), "story/fr/", "preview/", "organisations/"]


@pytest.fixture
def at_rest(city: Organisation) -> list[Draft]:
    """A draft in work, one under review, one that is closed."""
    return [
        DraftFactory.create(organisation=city, complete=True, state=state)
        for state in ("editing", "submitted", "withdrawn")
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_opening_a_page_writes_nothing_whatever_the_state(member: Client, at_rest, forbid_writes, address: str):
    statuses = [member.get(draft.get_absolute_url() + address).status_code for draft in at_rest]
    assert statuses == [200, 200, 200]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_draft_of_others_is_not_found(client: Client, draft: Draft, address: str):
    client.force_login(UserFactory.create(officer_of=OrganisationFactory.create()))
    answers = [client.get(draft.get_absolute_url() + address), client.post(draft.get_absolute_url() + address)]
    assert {answer.status_code for answer in answers} <= {404, 405}


@pytest.mark.parametrize("address", ["nothing/", "money/fr/", "story/xx/"])
def test_a_section_or_language_that_there_is_not_is_not_found(member: Client, draft: Draft, address: str):
    assert member.get(draft.get_absolute_url() + address).status_code == 404


def test_the_overview_tells_how_far_each_section_has_come(member: Client, draft: Draft):
    progress = member.get(page_of(draft)).context["progress"]
    assert [(one.section.name, one.filled, one.total) for one in progress] == [
        ("basics", 1, 5),
        ("place", 4, 5),
        ("subject", 4, 4),
        ("story", 2, 6),
        ("work", 0, 4),
        ("lessons", 0, 4),
        ("money", 0, 3),
        ("results", 0, 7),
        ("principles", 0, 2),
        ("sources", 1, 3),
    ]


def test_what_is_missing_leads_to_its_field(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city,
        complete=True,
        typed={
            "story": {"title": ""},
            "place": {"started": "some time ago"},
            "basics": {"partners": [{"organisation": "city", "kind": ""}]},
        },
    )
    listed = member.get(page_of(draft)).context["problems"]
    assert [problem["address"].removeprefix(page_of(draft)) for problem in listed] == [
        "basics/#id_partners-0-kind",
        "place/#id_started",
        "story/en/#id_title",
    ]


def test_the_field_of_each_problem_stands_on_its_page(member: Client, city: Organisation):
    draft = DraftFactory.create(organisation=city)
    marks = {}
    for problem in member.get(page_of(draft)).context["problems"]:
        address, _hash, mark = problem["address"].partition("#")
        marks[mark] = f'id="{mark}"' in member.get(address).content.decode()
    assert marks == dict.fromkeys(
        ["id_scope", "id_countries", "id_dimension", "id_themes", "id_aims", "id_target_groups", "id_title",
         "id_summary", "id_sources"],
        True,
    )  # fmt: skip


def test_the_page_of_a_section_costs_as_many_queries_with_many_rows_as_with_one(member: Client, draft: Draft):
    counts = []
    for number in (1, 30):
        organisations = OrganisationFactory.create_batch(number)
        partners = [{"organisation": one.slug, "kind": "other"} for one in organisations]
        stored = draft.sections.get(name="basics")
        stored.data |= {"partners": partners}
        stored.save()
        with CaptureQueriesContext(connection) as asked:
            member.get(page_of(draft, "basics"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_overview_names_rules_that_are_broken_without_writing(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city, complete=True, typed={"money": {"amount": "12,000"}, "place": {"finished": "2007"}}
    )
    listed = member.get(page_of(draft)).context["problems"]
    assert [(problem["address"].removeprefix(page_of(draft)), problem["message"]) for problem in listed] == [
        ("place/#id_started", "The finish is before the start."),
        ("money/#id_amount", "Say what the budget covers: in total, per year, or so many years."),
    ]


def test_the_overview_costs_as_many_queries_with_many_rows_as_with_one(member: Client, draft: Draft):
    counts = []
    for number in (1, 30):
        organisations = OrganisationFactory.create_batch(number)
        stored = draft.sections.get(name="basics")
        stored.data |= {"partners": [{"organisation": one.slug, "kind": "other"} for one in organisations]}
        stored.save()
        with CaptureQueriesContext(connection) as asked:
            member.get(page_of(draft))
        counts.append(len(asked))
    assert counts[0] == counts[1]
