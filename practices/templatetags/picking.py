"""Fact sheets picked by hand, on pages that carry them along."""

from dataclasses import replace
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context

from practices.models import Practice
from practices.picks import Picks

register = template.Library()


@register.simple_tag(takes_context=True)
def carried_picks(context: Context) -> Picks:
    """What the address of a page over a search carries along."""
    request: Any = context["request"]
    return Picks.carried(request.GET)


@register.simple_tag(takes_context=True)
def picks_of_sheet(context: Context) -> Picks:
    """What the address of a fact sheet carries along, by itself or in the search that it was found by (`within`)."""
    request: Any = context["request"]
    found_by = Picks.carried(QueryDict(request.GET.get("within", "")))
    own = Picks.carried(request.GET)
    return replace(own, search=found_by.search) if own.slugs else found_by


@register.filter
def list_with(picks: Picks, practice: Practice) -> str:
    """The address of the list with one more."""
    return picks.with_one(practice.slug).list_address
