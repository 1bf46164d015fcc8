"""A fact sheet as a document for paper and files."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.limits import READING, limited
from practices.citations import apa, citation_of
from practices.models import Practice
from practices.pdf import fact_sheet_pdf as pdf_of
from practices.texts import text_for
from practices.tombstones import live_or_gone


@limited("pdf", "60/min", READING)
@require_safe
def fact_sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole fact sheet as PDF/UA-1; `?text=fr` asks for the text in French, as on its page."""
    reader = get_language() or "en"
    practice = live_or_gone(Practice.objects.for_fact_sheet(reader), slug=slug)
    text = text_for(practice, request.GET.get("text", reader))
    return HttpResponse(
        pdf_of(practice, text, reader, citation=str(apa(citation_of(practice, text)))),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{practice.slug}.pdf"'},
    )
