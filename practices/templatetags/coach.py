"""The gap coach on the pages of a draft."""

from typing import Any

from django import template
from django.urls import reverse

from practices.models import Draft
from practices.writing import BY_NAME
from practices.writing.assemble import Reading, read_draft
from practices.writing.coach import Step, advise, ladder

register = template.Library()


@register.inclusion_tag("practices/writing/coach.html")
def coach(draft: Draft, reading: Reading | None = None, *, saves: bool = False) -> dict[str, Any]:
    """What the draft supports so far; each open step leads to its field, after saving on the page of a section."""
    read = reading or read_draft(draft)
    criteria = [
        {
            "criterion": advice.criterion,
            "question": advice.question,
            "met": advice.met,
            "supported": advice.supported,
            "steps": [
                {"advice": step.advice, "done": step.done, "address": _address(draft, step), "go": _go(draft, step)}
                for step in advice.steps
            ],
        }
        for advice in advise(read)
    ]
    rungs = [
        {
            "level": rung.level,
            "reached": rung.reached,
            "advice": rung.step.advice if rung.step else "",
            "address": _address(draft, rung.step) if rung.step else "",
            "go": _go(draft, rung.step) if rung.step else "",
        }
        for rung in ladder(read)
    ]
    return {"criteria": criteria, "rungs": rungs, "saves": saves}


def _address(draft: Draft, step: Step) -> str:
    """The field on the page of its section."""
    language = [draft.language] if BY_NAME[step.section].per_language else []
    return f"{reverse('practices:draft_section', args=[draft.public_id, step.section, *language])}#id_{step.key}"


def _go(draft: Draft, step: Step) -> str:
    """The same as a button of the section's form says it: `section:language:key`."""
    return f"{step.section}:{draft.language if BY_NAME[step.section].per_language else ''}:{step.key}"
