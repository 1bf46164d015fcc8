"""The first page: what there is, and ways into it."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.models import Country
from practices.enums import Dimension
from practices.fulltext import fold
from practices.models import Collection, Practice, Theme

NEWEST = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Counts, dimensions with their themes, countries, and the fact sheets changed last."""
    themes = list(Theme.objects.annotate(found=Count("practices")))
    by_dimension = dict(Practice.objects.values_list("dimension").annotate(Count("pk")))
    context = {
        "total": Practice.objects.count(),
        "dimensions": [
            {
                "value": dimension.value,
                "label": dimension.label,
                "count": by_dimension.get(dimension.value, 0),
                "themes": [theme for theme in themes if theme.dimension == dimension],
            }
            for dimension in Dimension
        ],
        "other_themes": [theme for theme in themes if not theme.dimension],
        "countries": sorted(
            Country.objects.annotate(found=Count("practices")).filter(found__gt=0),
            key=lambda country: fold(country.name),
        ),
        "collections": Collection.objects.annotate(found=Count("practices")).filter(found__gt=0),
        "newest": Practice.objects.for_list(get_language() or "en").order_by("-updated_at", "-pk")[:NEWEST],
    }
    return render(request, "practices/home.html", context)
