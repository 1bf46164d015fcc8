"""What a token may not read, it does not read by changing it either."""

import pytest
from django.utils import timezone

from network.workflows.tokens import make_token
from tests.factories import OrganisationFactory, SubmissionFactory, UserFactory
from tests.practices.test_api_drafts import DRAFTS, System, complete

pytestmark = pytest.mark.django_db


def test_a_token_that_may_not_read_learns_of_a_change_what_came_of_it_and_no_more():
    system = System(OrganisationFactory.create(), ["drafts:write", "drafts:submit"])
    draft = complete(system)
    asked_for = {"state": "changes_requested", "reason": "Nobody else is to read this"}
    SubmissionFactory.create(draft=draft, closed_at=timezone.now(), closed_by=UserFactory.create(), **asked_for)
    address = f"{DRAFTS}{draft.public_id}/"
    begun = system.asks("POST", DRAFTS, {"sections": {"story": {"en": {"title": "A title"}}}})
    changed = system.asks("PATCH", address, {"sections": {}}, If_Match=f'"{draft.version}"')
    handed_in = system.asks("POST", f"{address}submission/", {}, If_Match=f'"{draft.version}"')
    withdrawn = system.asks("DELETE", f"{address}submission/")
    answers = [begun, changed, handed_in, withdrawn]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200]
    assert [sorted(answer.json()) for answer in answers] == [["id", "problems", "state", "version"]] * 4
    assert [(answer.json()["id"], answer.json()["state"]) for answer in answers[1:]] == [
        (str(draft.public_id), state) for state in ("editing", "submitted", "editing")
    ]
    assert handed_in["ETag"] == f'"{handed_in.json()["version"]}"'


def test_a_token_that_may_not_read_does_not_get_the_answer_that_one_got_which_may():
    reading = System(OrganisationFactory.create())
    _token, secret = make_token(
        user=reading.owner,
        organisation=reading.organisation,
        name="Only writes",
        scopes=["drafts:write"],
        days=30,
        by=reading.owner,
    )
    whole = reading.asks("POST", DRAFTS, {}, Idempotency_Key="one")
    reading.secret = secret
    again = reading.asks("POST", DRAFTS, {}, Idempotency_Key="one")
    assert (whole.status_code, again.status_code, again.json()["type"].rpartition("#")[2]) == (201, 422, "key-reused")
