"""What the page of a submission shows: the whole fact sheet, what changed, what else is like it, what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.enums import Role
from network.models import User
from practices.data import FactSheetData
from practices.dialogue import Round, hands_in
from practices.differences import Difference, differences
from practices.duplicates import alike_in_the_queue, likely_duplicates
from practices.enums import Criterion, Language, SubmissionState
from practices.forms import ReviewForm
from practices.forms.review import name_of
from practices.models import Practice, Submission, Tombstone
from practices.writing import SECTIONS, Field, Section
from practices.writing.assemble import read_draft
from practices.writing.coach import Advice, advise, ladder
from practices.writing.said import Wording, label_of
from practices.writing.typed import content_of, typed_out

# What each criterion asks (CSES study, 1.3).
ASKED: Mapping[Criterion, Any] = {
    Criterion.RELEVANCE: _(
        "Do the objectives fit what third-country nationals need there, and what integration policy puts first?"
    ),
    Criterion.EFFECTIVENESS: _("Has it done what it set out to do? If not: is it clear what would help?"),
    Criterion.EFFICIENCY: _(
        "Are the results worth what was spent? Could the same money have done more, or less money the same?"
    ),
    Criterion.IMPACT: _(
        "What is better for migrants because of it? Compare with what would probably have happened without it."
    ),
    Criterion.SUSTAINABILITY: _("Will what was achieved last when the project or its money ends?"),
}


@dataclass(frozen=True)
class Row:
    """A field of the fact sheet: what it says, what changed, and the box for what should change."""

    one: Field
    name: str
    lines: list[str]
    changed: bool
    box: BoundField


@dataclass(frozen=True)
class Part:
    """A section, in one language where it is one of texts ("" where it is not)."""

    section: Section
    language: str
    language_name: str
    rows: list[Row]


@dataclass(frozen=True)
class Judgement:
    """A criterion: what it asks, what of it the fact sheet supports, the score and its reason."""

    criterion: Criterion
    asked: Any
    advice: Advice
    score: BoundField
    reason: BoundField


def fields_of(content: FactSheetData) -> dict[str, Any]:
    """What a remark may be about, with its label."""
    named = [
        _field(section, one, language)
        for section in SECTIONS
        for language in _languages(content, section)
        for one in section.fields
    ]
    return {field: label_of(field) for field in named}


def colleagues_of(submission: Submission, user: User) -> Any:
    """Other reviewers, who do not write the fact sheet."""
    others = User.objects.filter(roles__role=Role.REVIEWER, is_active=True).exclude(pk=user.pk)
    return others.exclude(pk__in=hands_in(submission.draft)).order_by("name", "email")


def page_of(submission: Submission, form: ReviewForm, rounds: list[Round]) -> dict[str, Any]:
    """The context of the page but for what has just happened."""
    content = FactSheetData.model_validate(submission.content)
    reader = get_language() or "en"
    live = Practice.objects.for_fact_sheet(reader).filter(public_id=submission.draft.fact_sheet_id).first()
    published = content_of(live) if live else None
    earlier = _earlier(submission)
    wording = Wording(*[one for one in (content, published, earlier) if one])
    since_published = differences(published, content, wording) if published else []
    since_earlier = differences(earlier, content, wording) if earlier else []
    reading = read_draft(submission.draft, typed_out(content))
    rungs = ladder(reading)
    return {
        "submission": submission,
        "draft": submission.draft,
        "title": content.title,
        "language": content.language.value,
        "open": submission.state == SubmissionState.WAITING,
        "live": live,
        "taken_down": Tombstone.objects.filter(fact_sheet_id=submission.draft.fact_sheet_id).first(),
        "since_published": since_published,
        "earlier": earlier,
        "since_earlier": since_earlier,
        "parts": _parts(content, wording, form, {*_fields(since_published), *_fields(since_earlier)}),
        "duplicates": likely_duplicates(
            content, Practice.objects.for_list(reader), but=submission.draft.fact_sheet_id
        ),
        "also_waiting": alike_in_the_queue(submission),
        "evidence": [rung.level for rung in rungs if rung.reached][-1],
        "evidence_steps": [{"level": rung.level, "reached": rung.reached} for rung in rungs],
        "judgements": _judgements(form, advise(reading)),
        "rounds": rounds,
        "form": form,
    }


def threads_of(rounds: list[Round]) -> list[int]:
    """Remarks that may be answered, by primary key."""
    return [thread.first.remark.pk for one in rounds for thread in one.threads]


def _earlier(submission: Submission) -> FactSheetData | None:
    """The submission before this one, where there is one."""
    before = submission.draft.submissions.filter(number__lt=submission.number).order_by("number").last()
    return FactSheetData.model_validate(before.content) if before else None


def _parts(content: FactSheetData, wording: Wording, form: ReviewForm, changed: set[str]) -> list[Part]:
    typed = typed_out(content)
    parts = []
    for section in SECTIONS:
        for language in _languages(content, section):
            data = typed[section.name, language]
            rows = []
            for one in section.fields:
                lines = wording.lines(one, data[one.key])
                field = _field(section, one, language)
                if lines or not one.follows:
                    rows.append(Row(one, field, lines, field in changed, form[name_of(field)]))
            named = str(Language(language).label) if language else ""
            parts.append(Part(section, language, named, rows))
    return parts


def _languages(content: FactSheetData, section: Section) -> list[str]:
    if not section.per_language:
        return [""]
    original = content.language.value
    return [original, *sorted(language.value for language in content.texts if language.value != original)]


def _judgements(form: ReviewForm, advices: list[Advice]) -> list[Judgement]:
    by_criterion = {advice.criterion: advice for advice in advices}
    return [
        Judgement(one, ASKED[one], by_criterion[one], form[f"score_{one.value}"], form[f"reason_{one.value}"])
        for one in Criterion
    ]


def _field(section: Section, one: Field, language: str) -> str:
    return ":".join(part for part in (section.name, one.key, language) if part)


def _fields(found: list[Difference]) -> list[str]:
    return [one.field for one in found]
