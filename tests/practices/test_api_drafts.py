"""An organisation's own system writes, submits and withdraws drafts, through the rules of the pages."""

import json
from typing import Any

import pytest
from django.test import Client

from network.enums import TokenScope
from network.models import OutboxMail
from network.workflows.tokens import make_token, revoke_token
from practices.models import Draft
from tests.factories import OrganisationFactory, UserFactory
from tests.factories.drafts import ENOUGH, DraftFactory

pytestmark = pytest.mark.django_db

ALL = [scope.value for scope in TokenScope]
DRAFTS = "/api/v1/drafts/"
# What a fact sheet cannot do without, beside its organiser.
MISSING = [
    "place:scope",
    "place:countries",
    "subject:dimension",
    "subject:themes",
    "subject:aims",
    "subject:target_groups",
    "story:title:en",
    "story:summary:en",
    "sources:sources",
]


class System:
    """The system of an organisation, with a token of some scopes."""

    def __init__(self, organisation: Any, scopes: list[str] = ALL) -> None:
        self.organisation = organisation
        self.owner = UserFactory.create(officer_of=organisation)
        self.token, self.secret = make_token(
            user=self.owner, organisation=organisation, name="Our system", scopes=scopes, days=30, by=self.owner
        )

    def asks(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(headers={"Authorization": f"Bearer {self.secret}"} | named).generic(
            method, address, "" if body is None else json.dumps(body), content_type="application/json"
        )


@pytest.fixture
def system(db: None) -> System:
    return System(OrganisationFactory.create(slug="roubaix", name="Roubaix"))


def complete(system: System) -> Draft:
    draft: Draft = DraftFactory.create(complete=True, organisation=system.organisation)
    return draft


def typed() -> dict[str, Any]:
    """As much as a fact sheet needs, as JSON."""
    return {name: {"en": data} if name == "story" else data for name, data in ENOUGH.items()}


def told(answer: Any) -> tuple[int, str]:
    """Status and the end of the problem's type."""
    return answer.status_code, answer.json()["type"].rpartition("#")[2].rpartition("/")[2]


def address_of(draft: Draft, below: str = "") -> str:
    return f"{DRAFTS}{draft.public_id}/{below}"


def test_a_draft_is_created_with_what_was_sent(system):
    answer = system.asks("POST", DRAFTS, {"language": "en", "sections": {"story": {"en": {"title": "Mothers"}}}})
    draft = Draft.objects.get()
    assert (answer.status_code, answer.json()["id"], answer["Location"], answer["ETag"]) == (
        201,
        str(draft.public_id),
        f"http://testserver{address_of(draft)}",
        f'"{draft.version}"',
    )
    assert (draft.title, draft.origin, draft.organisation, draft.created_by) == (
        "Mothers",
        "api",
        system.organisation,
        system.owner,
    )


def test_what_was_typed_comes_back_as_it_was(system):
    sent = {"place": {"started": "Μάρτιος 2008", "place_name": "Il-Belt Valletta <script>"}}
    made = system.asks("POST", DRAFTS, {"sections": sent}).json()
    shown = system.asks("GET", f"{DRAFTS}{made['id']}/").json()["sections"]["place"]
    assert (shown["started"], shown["place_name"]) == ("Μάρτιος 2008", "Il-Belt Valletta <script>")


def test_a_draft_says_what_is_missing_field_by_field(system):
    made = system.asks("POST", DRAFTS, {}).json()
    assert [problem["field"] for problem in made["problems"]] == MISSING


def test_nothing_is_created_when_a_field_is_not_known(system):
    answer = system.asks("POST", DRAFTS, {"sections": {"place": {"colour": "blue"}}})
    assert (told(answer), answer.json()["errors"], Draft.objects.count()) == (
        (422, "invalid-record"),
        {"colour": ["This section has no such field."]},
        0,
    )


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([], id="a list"),
        pytest.param({"nothing": {}}, id="an unknown section"),
        pytest.param({"place": "Ghent"}, id="a text for a section"),
        pytest.param({"story": {"title": "No language"}}, id="a text for a language"),
        pytest.param({"story": {"xx": {}}}, id="an unknown language"),
        pytest.param({"story": {"en": "A text"}}, id="a text for the texts"),
    ],
)
def test_what_is_no_section_is_refused_by_name(system, sections):
    answer = system.asks("POST", DRAFTS, {"sections": sections})
    assert (answer.status_code, list(answer.json()["errors"]), Draft.objects.count()) == (400, ["sections"], 0)


def test_a_change_leaves_other_fields_alone(system):
    draft = complete(system)
    answer = system.asks(
        "PATCH", address_of(draft), {"sections": {"place": {"place_name": "Lille"}}}, If_Match=f'"{draft.version}"'
    )
    place = answer.json()["sections"]["place"]
    assert (place["place_name"], place["started"]) == ("Lille", "March 2008")


def test_a_change_needs_the_version_that_was_read(system):
    draft = complete(system)
    answer = system.asks("PATCH", address_of(draft), {"sections": {"place": {"place_name": "Lille"}}})
    assert told(answer) == (428, "version-missing")


@pytest.mark.parametrize("version", ['"7"', "7", "*", 'W/"1"', '"' + "9" * 40 + '"', "one"])
def test_a_change_of_another_version_changes_nothing(system, version):
    draft = complete(system)
    answer = system.asks(
        "PATCH", address_of(draft), {"sections": {"place": {"place_name": "Lille"}}}, If_Match=version
    )
    place = draft.sections.get(name="place").data["place_name"]
    assert (told(answer), answer.json()["version"], place) == ((412, "version-mismatch"), draft.version, "Roubaix")


def test_a_complete_draft_is_submitted_and_rests(system):
    draft = complete(system)
    answer = system.asks(
        "POST", address_of(draft, "submission/"), {"note": "The first"}, If_Match=f'"{draft.version}"'
    )
    later = answer.json()
    refused = system.asks(
        "PATCH", address_of(draft), {"sections": {"place": {"place_name": "Lille"}}}, If_Match=answer["ETag"]
    )
    assert (answer.status_code, later["state"], [one["note"] for one in later["submissions"]], told(refused)) == (
        200,
        "submitted",
        ["The first"],
        (409, "wrong-state"),
    )


def test_an_incomplete_draft_is_refused_with_every_field(system):
    draft = DraftFactory.create(organisation=system.organisation)
    answer = system.asks("POST", address_of(draft, "submission/"), {}, If_Match=f'"{draft.version}"')
    assert (told(answer), sorted(answer.json()["errors"])) == (
        (422, "incomplete"),
        sorted(MISSING),
    )


def test_a_submission_is_withdrawn_to_go_on_writing(system):
    draft = complete(system)
    system.asks("POST", address_of(draft, "submission/"), {}, If_Match=f'"{draft.version}"')
    answer = system.asks("DELETE", address_of(draft, "submission/"))
    assert (answer.status_code, answer.json()["state"]) == (200, "editing")


def test_what_was_not_submitted_cannot_be_withdrawn(system):
    assert told(system.asks("DELETE", address_of(complete(system), "submission/"))) == (409, "wrong-state")


def test_a_draft_is_given_up_and_stays_readable(system):
    draft = complete(system)
    answer = system.asks("DELETE", address_of(draft), If_Match=f'"{draft.version}"')
    assert (answer.status_code, system.asks("GET", address_of(draft)).json()["state"]) == (204, "withdrawn")


def test_a_draft_that_changed_is_not_given_up(system):
    draft = complete(system)
    system.asks("PATCH", address_of(draft), {"sections": {"place": {"place_name": "Lille"}}}, If_Match='"1"')
    answer = system.asks("DELETE", address_of(draft), If_Match='"1"')
    draft.refresh_from_db()
    assert (told(answer), answer.json()["version"], draft.state) == ((412, "version-mismatch"), 2, "editing")


def test_a_repeated_submission_with_one_key_is_one_submission_and_one_answer(system):
    UserFactory.create(reviewer=True)
    draft = complete(system)
    sent = {"If_Match": f'"{draft.version}"', "Idempotency_Key": "0b0f2f0e"}
    answers = [system.asks("POST", address_of(draft, "submission/"), {}, **sent) for _time in range(3)]
    assert ({answer.content for answer in answers}, draft.submissions.count(), OutboxMail.objects.count()) == (
        {answers[0].content},
        1,
        1,
    )


def test_a_key_that_comes_with_another_body_is_refused(system):
    system.asks("POST", DRAFTS, {"language": "en"}, Idempotency_Key="one")
    answer = system.asks("POST", DRAFTS, {"language": "fr"}, Idempotency_Key="one")
    assert (told(answer), Draft.objects.count()) == ((422, "key-reused"), 1)


@pytest.mark.parametrize(
    ("method", "below", "scopes"),
    [
        pytest.param("GET", "", ["drafts:write"], id="reading"),
        pytest.param("PATCH", "", ["drafts:read", "drafts:submit"], id="changing"),
        pytest.param("DELETE", "", ["drafts:read", "drafts:submit"], id="giving up"),
        pytest.param("POST", "submission/", ["drafts:read", "drafts:write"], id="submitting"),
        pytest.param("DELETE", "submission/", ["drafts:read", "drafts:write"], id="withdrawing"),
    ],
)
def test_a_token_does_what_it_was_made_for_and_no_more(method, below, scopes):
    system = System(OrganisationFactory.create(), scopes)
    draft = complete(system)
    before = draft.version
    answer = system.asks(method, address_of(draft, below), {}, If_Match=f'"{before}"')
    draft.refresh_from_db()
    assert (told(answer), draft.version) == ((403, "missing-scope"), before)


def test_a_revoked_token_opens_nothing(system):
    revoke_token(token=system.token, by=system.owner)
    answer = system.asks("GET", DRAFTS)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api", error="invalid_token"')


def test_without_a_token_there_is_nothing_to_see(client):
    answer = client.get(DRAFTS)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
