"""The gap coach says what a draft supports so far, and what would raise it."""

import pytest

from practices.enums import Criterion, EvidenceLevel
from practices.models import Draft, Practice
from practices.writing import BY_NAME
from practices.writing.assemble import Reading, read_draft
from practices.writing.coach import SAYS_SOMETHING, advise, evidence_of, ladder
from practices.writing.coach import Draft as Coached
from practices.writing.typed import content_of, typed_out

LONG = "a" * SAYS_SOMETHING

pytestmark = pytest.mark.django_db


def reading(**typed: dict[str, object]) -> Reading:
    """A draft in English in which only this was typed, by section."""
    sections = {(name, "en" if BY_NAME[name].per_language else ""): data for name, data in typed.items()}
    return read_draft(Draft(language="en"), sections)


def supported(found: Reading) -> list[Criterion]:
    return [advice.criterion for advice in advise(found) if advice.supported]


def reached(found: Reading) -> list[EvidenceLevel]:
    return [rung.level for rung in ladder(found) if rung.reached]


def test_an_empty_draft_supports_no_criterion_and_says_what_is_missing_for_each():
    assert [(advice.criterion, advice.met, len(advice.steps)) for advice in advise(reading())] == [
        (criterion, 0, 3) for criterion in Criterion
    ]


def test_every_step_leads_to_a_field_of_the_form():
    steps = [step for advice in advise(reading()) for step in advice.steps]
    steps += [rung.step for rung in ladder(reading()) if rung.step]
    assert [step for step in steps if step.key not in BY_NAME[step.section]] == []


@pytest.mark.parametrize(
    ("criterion", "typed"),
    [
        pytest.param(
            Criterion.RELEVANCE,
            {"story": {"policy_challenges": LONG, "specific_objectives": LONG, "target_groups": LONG}},
            id="relevance",
        ),
        pytest.param(
            Criterion.EFFECTIVENESS,
            {
                "results": {"objectives_achieved": "partly", "indicators": [{"label": "People", "value": "7"}]},
                "lessons": {"outcomes": LONG},
            },
            id="effectiveness",
        ),
        pytest.param(
            Criterion.EFFICIENCY,
            {"money": {"amount": "100", "funding": [{"level": "eu"}]}, "results": {"beneficiaries": "7"}},
            id="efficiency",
        ),
        pytest.param(
            Criterion.IMPACT,
            {
                "results": {
                    "evaluation": "external",
                    "indicators": [{"label": "People", "value": "7", "baseline_value": "0"}],
                },
                "lessons": {"evaluation": LONG},
            },
            id="impact",
        ),
        pytest.param(
            Criterion.SUSTAINABILITY,
            {"lessons": {"scope_for_replication": LONG}, "work": {"staff_training": LONG, "relations": LONG}},
            id="sustainability",
        ),
    ],
)
def test_a_criterion_is_supported_once_all_it_asks_for_is_said(criterion, typed):
    assert supported(reading(**typed)) == [criterion]


def test_a_few_words_are_no_account():
    typed: dict[str, object] = {"policy_challenges": LONG[1:], "specific_objectives": LONG, "target_groups": LONG}
    assert supported(reading(story=typed)) == []


def test_an_evaluation_that_is_only_planned_is_none():
    steps = {
        step.key: step.done for advice in advise(reading(results={"evaluation": "planned"})) for step in advice.steps
    }
    assert steps["evaluation"] is False


@pytest.mark.parametrize(
    ("results", "levels"),
    [
        pytest.param({}, 1, id="claimed"),
        pytest.param({"evaluation": "planned"}, 1, id="evaluation planned"),
        pytest.param({"indicators": [{"label": "People", "value": "7"}]}, 2, id="monitored"),
        pytest.param({"evaluation": "internal"}, 3, id="evaluated"),
        pytest.param({"evaluation": "both"}, 4, id="independently evaluated"),
        pytest.param({"replicated": "yes"}, 5, id="replicated"),
        pytest.param({"replicated": "no", "evaluation": "internal"}, 3, id="not replicated"),
    ],
)
def test_the_ladder_stands_where_what_was_typed_takes_it(results, levels):
    assert reached(reading(results=results)) == list(EvidenceLevel)[:levels]


def test_a_rung_that_is_not_reached_says_what_would_take_the_draft_there():
    rungs = ladder(reading(results={"evaluation": "internal"}))
    assert [rung.level for rung in rungs if rung.step] == [
        EvidenceLevel.INDEPENDENTLY_EVALUATED,
        EvidenceLevel.REPLICATED,
    ]


def test_the_coach_and_the_catalogue_agree_on_the_level_of_every_fact_sheet(catalogue):
    sheets = list(Practice.objects.for_fact_sheet().order_by("pk"))
    said = [
        evidence_of(Coached(read_draft(Draft(language=sheet.language), typed_out(content_of(sheet)))))
        for sheet in sheets
    ]
    assert said == [sheet.evidence_level for sheet in sheets]
