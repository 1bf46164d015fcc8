"""A fact sheet, in the order of the model."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.enums import EvidenceLevel, Language
from practices.models import SECTIONS, Practice, PracticeText
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.texts import text_for


@dataclass(frozen=True)
class Section:
    """A section of the model with what the fact sheet says in it."""

    name: str
    heading: Any
    body: str


@require_safe
def fact_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole fact sheet; `?text=fr` asks for the text in French, else the reader's language decides."""
    reader = get_language() or "en"
    practice = get_object_or_404(Practice.objects.for_fact_sheet(reader), slug=slug)
    text = text_for(practice, request.GET.get("text", reader))
    levels = list(EvidenceLevel)
    context = {
        "practice": practice,
        "text": text,
        "sections": _sections(text),
        "languages": [
            {"code": code, "name": Language(code).label, "current": code == text.language}
            for code in sorted(other.language for other in practice.texts.all())
        ],
        "is_original": text.language == practice.language,
        "original_language": Language(practice.language).label,
        "evidence_steps": [
            {"level": level, "reached": levels.index(level) <= levels.index(practice.evidence_level)}
            for level in levels
        ],
        "cbp": [CommonBasicPrinciple(number) for number in practice.cbp],
        "enar": [EnarPrinciple(number) for number in practice.enar],
    }
    return render(request, "practices/fact_sheet.html", context)


def _sections(text: PracticeText) -> list[Section]:
    return [
        Section(name, cast("Field[Any, Any]", PracticeText._meta.get_field(name)).verbose_name, body)
        for name in SECTIONS
        if (body := getattr(text, name))
    ]
