"""What the queue shows, filtered, sorted and paged by its address."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Submission
from practices.workflows import request_changes, save_sheet
from tests.factories import (
    OrganisationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from tests.practices.reviews import QUEUE, reviewer, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(client: Client) -> Any:
    """A reviewer, signed in."""
    user = reviewer(name="Rita")
    client.force_login(user)
    return user


def titles(answer: Any) -> list[str]:
    return [row.submission.draft.title for row in answer.context["page"].rows]


def test_an_empty_queue_says_what_to_do(client, rita):
    answer = client.get(QUEUE)
    assert "Nothing waits for a review" in answer.text
    assert answer.context["page"].count == 0


def test_the_queue_shows_what_waits_the_longest_waiting_first(client, rita):
    first, second = waiting("First"), waiting("Second")
    Submission.objects.filter(pk=first.pk).update(submitted_at="2026-01-02T12:00Z")
    Submission.objects.filter(pk=second.pk).update(submitted_at="2026-01-03T12:00Z")
    waiting("Closed", state="withdrawn", closed_at="2026-01-04T12:00Z")
    answer = client.get(QUEUE)
    assert titles(answer) == ["First", "Second"]
    (row, _other) = answer.context["page"].rows
    assert (row.countries, row.themes, row.own, row.days > 30) == (["France"], ["Employment"], False, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Asked", "Mine"]),
        ("state=waiting", ["Asked", "Mine"]),
        ("state=mine", ["Mine"]),
        ("state=changes_requested", ["Returned"]),
        ("state=decided", ["Returned"]),
        ("country=BE", []),
        ("country=FR&theme=sport", ["Mine"]),
        ("organisation=GENT", ["Mine"]),
        ("country=&theme=&organisation=&sort=", ["Asked", "Mine"]),
        ("sort=title", ["Asked", "Mine"]),
        ("sort=-submitted", ["Mine", "Asked"]),
    ],
)
def test_the_queue_is_filtered_and_sorted_by_its_address(client, rita, query, expected):
    ThemeFactory(code="sport", label="Sport")
    waiting("Asked")
    mine = waiting("Mine", reviewer=rita)
    mine.content["themes"] = ["sport"]
    mine.save()
    mine.draft.organisation.name = "Stad Gent"
    mine.draft.organisation.save()
    returned = waiting("Returned")
    held = save_sheet(submission=returned, sheet={"to_authors": "Sure?"}, expected_version=1, by=rita)
    request_changes(submission=held, expected_version=held.version, by=rita)
    if "country=BE" in query:
        OrganisationFactory(country__code="BE")
    assert titles(client.get(f"{QUEUE}?{query}")) == expected


def test_the_queue_refuses_what_it_does_not_know(client, rita):
    answer = client.get(f"{QUEUE}?state=asleep&colour=red")
    assert answer.status_code == 400
    assert dict(answer.context["errors"]) == {
        "state": ["“asleep” is not on offer. Allowed: waiting, mine, changes_requested, decided."],
        "colour": [
            "There is no such parameter. Allowed: country, cursor, organisation, page_size, sort, state, theme."
        ],
    }


def test_the_queue_goes_on_where_its_page_ends(client, rita):
    for title in ("c", "a", "b"):
        waiting(title)
    first = client.get(f"{QUEUE}?sort=title&page_size=2")
    second = client.get(f"{QUEUE}?sort=title&page_size=2&cursor={first.context['page'].next}")
    assert (titles(first), titles(second)) == (["a", "b"], ["c"])


def test_thirty_submissions_cost_as_many_queries_as_one(client, rita):
    costs = []
    for number in (1, 29):
        for _ in range(number):
            SubmissionFactory.create(reviewer=rita)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"{QUEUE}?page_size=50")
        costs.append((len(answer.context["page"].rows), len(queries)))
    # Session, user and role; the count, the rows, countries and themes (for the filters too), which are their own.
    assert costs == [(1, 10), (30, 10)]
