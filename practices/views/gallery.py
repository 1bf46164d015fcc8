"""Every component in every state, for those who build pages. Served only with DEBUG."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.enums import EvidenceLevel
from practices.facets import Chip, Facet, FacetValue
from practices.models import Indicator, Practice


class _Sample(forms.Form):
    """A field with help, one that is filled in, one with a mistake."""

    plain = forms.CharField(label="Name", help_text="As its organiser writes it.", required=False)
    filled = forms.CharField(label="Place", initial="Ħaż-Żebbuġ", required=False)
    wrong = forms.IntegerField(label="Year")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Examples are the longest, shortest and emptiest that occur."""
    many = [
        FacetValue("EL", "Ελλάδα", 12, chosen=True),
        FacetValue("MT", "Malta", 1, chosen=False),
        FacetValue("long", "Civic participation and political representation at all levels", 1204, chosen=False),
    ]
    context: dict[str, Any] = {
        "alerts": ["info", "success", "warning", "error"],
        "facets": [Facet("country", "Country", many), Facet("none", "Nothing said", [])],
        "chips": [Chip("Country", "Ελλάδα", ""), Chip("Started in or after", 2011, "")],
        "pages": [{"next": "x", "previous": None}, {"next": "x", "previous": "y"}, {"next": None, "previous": "y"}],
        "form": _Sample({"filled": "Ħaż-Żebbuġ", "wrong": "last year"}),
        "levels": list(EvidenceLevel),
        "indicators": [
            Indicator(label="Participants", value=35881, unit="people", year=2018),
            Indicator(label="Satisfied clients", value=97, unit="percent", baseline_value=40, baseline_year=2008),
            Indicator(label="Editions", value=150, unit="items", doubtful=True, note="The source contradicts itself."),
            Indicator(label="Saved", value=Decimal("1204.5"), unit="euro"),
            Indicator(label="Cases", value=-12, unit="percent_change"),
        ],
        "head": ["Country", "Fact sheets", "Share"],
        "rows": [["Ελλάδα", "12", "17.6%"], ["Malta", "1", "1.5%"]],
        "practice": Practice.objects.for_list(get_language() or "en").first(),
    }
    return render(request, "practices/gallery.html", context)
