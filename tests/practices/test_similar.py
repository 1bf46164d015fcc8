"""Similar practices: who comes first, and the reason for each."""

from typing import Any

import pytest

from network.models import Country
from practices.models import Practice, TargetGroup, Theme
from practices.similar import Reason, Similar, similar_to
from tests.factories import OrganisationFactory, PracticeFactory

pytestmark = pytest.mark.django_db
ABOUT: dict[str, Any] = {
    "themes": ["sport", "employment"],
    "target_groups": ["women"],
    "aims": ["health"],
    "countries": ["FR"],
}
UNLIKE: dict[str, Any] = {
    "themes": ["other"],
    "target_groups": ["children"],
    "aims": ["training"],
    "countries": ["DE"],
}


def organiser(kind: str) -> dict[str, Any]:
    return {"organiser": OrganisationFactory(kind=kind)}


@pytest.fixture
def ours(db: None) -> Practice:
    made: Practice = PracticeFactory(slug="ours", **ABOUT, **organiser("ngo"))
    return made


def found(practice: Practice) -> list[Similar]:
    return similar_to(Practice.objects.for_fact_sheet().get(pk=practice.pk), Practice.objects.for_list())


def test_what_it_is_about_counts_before_whom_it_is_for_and_both_before_where(ours):
    for slug, same in [
        ("for-whom", {"target_groups": ["women"]}),
        ("nothing", {}),
        ("one-theme", {"themes": ["sport"]}),
        ("two-themes", {"themes": ["employment", "sport"]}),
        ("where-and-who", {"aims": ["health"], "countries": ["FR"]} | organiser("ngo")),
    ]:
        PracticeFactory(slug=slug, **(UNLIKE | organiser("company") | same))
    assert [each.practice.slug for each in found(ours)] == ["two-themes", "one-theme", "for-whom"]


def test_each_says_what_both_have_in_common(ours):
    PracticeFactory(**(ABOUT | {"aims": ["training"], "themes": ["sport", "other"]}), **organiser("ngo"))
    (only,) = found(ours)
    assert only.reasons == [
        Reason("Themes", [Theme.objects.get(pk="sport")]),
        Reason("Target groups", [TargetGroup.objects.get(pk="women")]),
        Reason("Country", [Country.objects.get(pk="FR")]),
        Reason("Kind of organiser", ["NGO or civil society"]),
    ]


def test_there_are_four_at_most_and_of_equals_those_that_were_added_first(ours):
    made = [PracticeFactory(**ABOUT, **organiser("ngo")) for _number in range(5)]
    assert [each.practice.pk for each in found(ours)] == [practice.pk for practice in made[:4]]


def test_they_stand_on_the_page_with_their_reasons(client, ours):
    PracticeFactory(slug="other", **ABOUT)
    similar = client.get("/practices/ours/").context["similar"]
    assert [(each.practice.slug, len(each.reasons)) for each in similar] == [("other", 4)]
