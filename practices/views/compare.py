"""Two to four fact sheets side by side; which ones stands in the address."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.limits import READING, limited
from practices.comparison import Comparison
from practices.comparison import compare as side_by_side
from practices.models import LONGEST_LIST, Practice
from practices.pdf import comparison_pdf
from practices.picks import PRACTICE, Picks
from practices.views.picked import find, refusal, refused, slugs_of

FEWEST, MOST = 2, 4
DIFFERENCES, ONLY = "differences", "only"


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: fact sheets, slugs of which there is none, whether only differences are wanted."""

    practices: list[Practice]
    missing: list[str]
    differences_only: bool
    picks: Picks

    @property
    def comparable(self) -> bool:
        """Whether they can stand side by side."""
        return not self.missing and FEWEST <= len(self.picks.slugs) <= MOST

    @property
    def mistaken(self) -> bool:
        """Whether something in the address is wrong, not only missing yet."""
        return bool(self.missing) or len(self.picks.slugs) > MOST


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The table, or what it takes to get one."""
    chosen = _chosen(request)
    if isinstance(chosen, HttpResponse):
        return chosen
    if not chosen.comparable:
        return _explained(request, chosen, status=400 if chosen.mistaken else 200)
    comparison = side_by_side(chosen.practices, get_language() or "en")
    shown = _shown(comparison, chosen)
    context: dict[str, Any] = {
        "columns": [
            {"title": title, "address": address, "language": language, "without": _without(chosen, practice)}
            for title, address, language, practice in zip(
                comparison.titles, comparison.addresses, comparison.languages, chosen.practices, strict=True
            )
        ],
        "groups": [
            {"name": name, "label": label, "rows": rows}
            for name, label, rows in (
                ("facts", _("Facts"), [row for row in shown.rows if not row.is_prose]),
                ("text", _("Text"), [row for row in shown.rows if row.is_prose]),
            )
            if rows
        ],
        "differing": sum(row.differs for row in comparison.rows),
        "total": len(comparison.rows),
        "differences_only": chosen.differences_only,
        "everything": _query(chosen.picks),
        "only_differences": _query(chosen.picks, **{DIFFERENCES: ONLY}),
        "shown": _query(chosen.picks, **({DIFFERENCES: ONLY} if chosen.differences_only else {})),
        "picks": chosen.picks,
        "full": len(chosen.practices) == MOST,
    }
    return render(request, "practices/compare.html", context)


@limited("pdf", "60/min", READING)
@require_safe
def compare_as_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper; what cannot be compared gets the page that says so."""
    chosen = _chosen(request)
    if isinstance(chosen, HttpResponse):
        return chosen
    if not chosen.comparable:
        return _explained(request, chosen, status=400)
    language = get_language() or "en"
    document = comparison_pdf(_shown(side_by_side(chosen.practices, language), chosen), language)
    headers = {"Content-Disposition": 'inline; filename="comparison.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


def _chosen(request: HttpRequest) -> Chosen | HttpResponse:
    """What the address asks for, or the answer to one that asks for something else."""
    if answer := refusal(request, {PRACTICE, DIFFERENCES}):
        return answer
    differences = request.GET.get(DIFFERENCES, "")
    if differences not in ("", ONLY):
        said = _("“%(value)s” is not on offer. Allowed: %(allowed)s.") % {"value": differences[:80], "allowed": ONLY}
        return refused(request, {DIFFERENCES: [said]})
    picks = Picks(Picks.of_list(request.GET).slugs)
    language = get_language() or "en"
    rows = Practice.objects.all()
    rows = rows.for_fact_sheet(language) if len(picks.slugs) <= MOST else rows.for_list(language)
    practices, missing = find(picks.only(picks.slugs[:LONGEST_LIST]), rows)
    return Chosen(practices, missing, differences == ONLY, picks)


def _shown(comparison: Comparison, chosen: Chosen) -> Comparison:
    if not chosen.differences_only:
        return comparison
    return replace(comparison, rows=[row for row in comparison.rows if row.differs])


def _explained(request: HttpRequest, chosen: Chosen, status: int) -> HttpResponse:
    there = chosen.picks.only(slugs_of(chosen.practices))
    context = {
        "picked": [{"practice": practice, "without": _without(chosen, practice)} for practice in chosen.practices],
        "missing": chosen.missing,
        "too_many": len(chosen.picks.slugs) > MOST,
        "most": MOST,
        "picks": there,
    }
    return render(request, "practices/compare_explained.html", context, status=status)


def _without(chosen: Chosen, practice: Practice) -> str:
    """The address of those that are there but one."""
    return chosen.picks.only(slugs_of(chosen.practices)).without(practice.slug).compare_address


def _query(picks: Picks, **further: str) -> str:
    query = QueryDict(mutable=True)
    query.setlist(PRACTICE, list(picks.slugs))
    query.update(further)
    return query.urlencode()
