"""A fact sheet's citation as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.citations import FORMATS, citation_of
from practices.models import Practice
from practices.texts import text_for
from practices.tombstones import live_or_gone


@require_safe
def cite(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The citation in the format of the ending; `?text=fr` cites the text in French, as on the fact sheet's page."""
    if ending not in FORMATS:
        raise Http404
    reader = get_language() or "en"
    practice = live_or_gone(Practice.objects.for_list(reader), slug=slug)
    citation = citation_of(practice, text_for(practice, request.GET.get("text", reader)))
    return HttpResponse(
        FORMATS[ending].written(citation),
        content_type=f"{FORMATS[ending].media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{practice.slug}.{ending}"'},
    )
