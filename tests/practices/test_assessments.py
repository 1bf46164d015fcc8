"""What reviewers think is public with the fact sheet: on its page, in the API, in the search; nobody's name is."""

import re

import pytest

from practices.enums import Criterion
from practices.models import Practice
from practices.workflows import publish, save_sheet
from tests.factories import AssessmentFactory, PracticeFactory
from tests.practices.reviews import SCORED, handed_in, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    """Published by a reviewer."""
    submission = handed_in()
    rita = reviewer(name="Rita Reviewer", email="rita@example.org")
    held = save_sheet(submission=submission, sheet=SCORED, expected_version=submission.version, by=rita)
    return publish(submission=held, expected_version=held.version, by=rita)


def found(client, query: str) -> list[str]:
    return [row["slug"] for row in client.get(f"/api/v1/practices/?{query}").json()["results"]]


def assessed(slug: str, **points: int) -> None:
    practice = PracticeFactory.create(slug=slug, title=slug)
    for criterion, score in points.items():
        AssessmentFactory.create(practice=practice, criterion=criterion, score=score)


def test_the_page_shows_the_five_criteria_in_the_order_of_the_study(client, practice):
    page = client.get(practice.get_absolute_url()).text
    section = page[page.index('id="assessment"') :]
    shown = re.findall(
        r'fact__term">([^<]+)</dt><dd class="fact__value">(.*?)<p class="fact__note">(.*?)</p>', section
    )
    assert shown == [(one.label, "4 of 5", f"Good {one}.") for one in Criterion]


def test_nobody_is_told_who_assessed_it(client, practice):
    answers = [client.get(practice.get_absolute_url()), client.get(f"/api/v1/practices/{practice.slug}/")]
    assert ["Rita" in answer.text or "rita@" in answer.text for answer in answers] == [False, False]


def test_the_api_shows_score_reason_and_date(client, practice):
    shown = client.get(f"/api/v1/practices/{practice.slug}/").json()["assessments"]
    today = practice.assessments.first().assessed_on.isoformat()
    assert {one["criterion"]: one for one in shown} == {
        one.value: {"criterion": one.value, "score": 4, "reason": f"Good {one}.", "date": today} for one in Criterion
    }


def test_a_fact_sheet_that_nobody_assessed_has_no_such_section(client):
    PracticeFactory.create(slug="courses")
    assert 'id="assessment"' not in client.get("/practices/courses/").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("score_relevance=5", ["best"]),
        ("score_relevance=4", ["best", "good"]),
        ("score_relevance=4&score_relevance=5", ["best", "good"]),
        ("score_relevance=1", ["best", "good", "weak"]),
        ("score_impact=3", ["weak"]),
        ("score_relevance=1&score_impact=3", ["weak"]),
        ("score_efficiency=1", []),
        ("score_efficiency=", ["best", "good", "none", "weak"]),
    ],
)
def test_fact_sheets_are_found_by_the_points_that_they_have_at_least(client, query, expected):
    assessed("best", relevance=5, impact=2)
    assessed("good", relevance=4)
    assessed("weak", relevance=1, impact=3)
    assessed("none")
    assert found(client, query) == expected


def test_points_are_counted_for_themselves_and_less(client):
    assessed("best", relevance=5)
    assessed("fair", relevance=3)
    facets = client.get("/api/v1/practices/?facets=score_relevance").json()["facets"]
    assert [(one["value"], one["label"], one["count"]) for one in facets["score_relevance"]] == [
        ("5", "5 of 5", 1),
        ("4", "4 of 5 or more", 1),
        ("3", "3 of 5 or more", 2),
        ("2", "2 of 5 or more", 2),
        ("1", "1 of 5 or more", 2),
    ]


def test_the_catalogue_offers_only_criteria_on_which_something_was_assessed(client):
    assessed("fair", relevance=3)
    page = client.get("/practices/").text
    assert ['id="facet-score_relevance"' in page, 'id="facet-score_impact"' in page] == [True, False]
