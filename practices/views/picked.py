"""What the pages over hand-picked fact sheets share."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.filters.strict import unknown_parameters
from practices.models import Practice
from practices.picks import Picks, could_be_slug
from practices.querysets import PracticeQuerySet

# Of a slug that is not in the catalogue, however long it is.
SHOWN = 80


def refusal(request: HttpRequest, known: Collection[str]) -> HttpResponse | None:
    """The answer to an address with parameters that the page does not know."""
    errors: dict[str, Any] = unknown_parameters(request.GET, known)
    return refused(request, errors) if errors else None


def refused(request: HttpRequest, errors: dict[str, Any]) -> HttpResponse:
    """The page that says which parameter is wrong and what it may be."""
    return render(request, "practices/catalogue_refused.html", {"errors": errors.items()}, status=400)


def find(picks: Picks, rows: PracticeQuerySet) -> tuple[list[Practice], list[str]]:
    """The fact sheets in the order of the picks, and the slugs of which there is none."""
    found = {practice.slug: practice for practice in rows.filter(slug__in=filter(could_be_slug, picks.slugs))}
    missing = [_shown(slug) for slug in picks.slugs if slug not in found]
    return [found[slug] for slug in picks.slugs if slug in found], missing


def _shown(slug: str) -> str:
    """As much of it as helps, with a sign for what cannot be seen."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in slug[:SHOWN])


def slugs_of(practices: Iterable[Practice]) -> tuple[str, ...]:
    """Of those that are there."""
    return tuple(practice.slug for practice in practices)
