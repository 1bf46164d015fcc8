"""Fact sheets picked by hand, on pages that carry them along."""

from typing import Any

from django import template
from django.template.context import Context

from practices.models import Practice
from practices.picks import Picks

register = template.Library()


@register.simple_tag(takes_context=True)
def carried_picks(context: Context) -> Picks:
    """What the address of the page carries along."""
    request: Any = context["request"]
    return Picks.carried(request.GET)


@register.simple_tag(takes_context=True)
def list_with(context: Context, practice: Practice) -> str:
    """The address of the list that the page carries along, with one more."""
    carried = carried_picks(context)
    return Picks(carried.slugs, carried.list_name).with_one(practice.slug).list_address
