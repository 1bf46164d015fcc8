"""A fact sheet, in the order of the model."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.citations import FORMATS, apa, citation_of
from practices.enums import EvidenceLevel, Language
from practices.errors import Gone
from practices.linked_data import fact_sheet_data
from practices.models import Practice
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.similar import similar_to
from practices.texts import sections_of, text_for
from practices.tombstones import live_or_gone
from practices.views.neighbours import WITHIN, neighbours_of
from practices.views.next_version import may_write_next
from practices.views.take_down import gone_page


@require_safe
def fact_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole fact sheet; `?text=fr` asks for the text in French, else the reader's language decides."""
    reader = get_language() or "en"
    rows = Practice.objects.for_fact_sheet(reader).prefetch_related("attachments__attachment")
    try:
        practice = live_or_gone(rows, slug=slug)
    except Gone as gone:
        return gone_page(request, gone)
    context = sheet_context(practice, request.GET.get("text", reader))
    text = context["text"]
    context |= {
        "reference": apa(citation_of(practice, text)),
        "citation_formats": FORMATS,
        "similar": similar_to(practice, Practice.objects.for_list(reader)),
        "within": request.GET.get(WITHIN, ""),
        "neighbours": neighbours_of(practice, request.GET.get(WITHIN, ""), reader),
        "linked_data": fact_sheet_data(practice, text),
        **may_write_next(request, practice),
    }
    return render(request, "practices/fact_sheet.html", context)


def sheet_context(practice: Practice, language: str) -> dict[str, Any]:
    """What the page of any fact sheet shows of it, live or not, in the text of that language if there is one."""
    text = text_for(practice, language)
    levels = list(EvidenceLevel)
    return {
        "practice": practice,
        "text": text,
        "sections": sections_of(text),
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
        "attachments": list(practice.attachments.all()),
    }
