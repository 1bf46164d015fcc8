"""The way from a page over a search to its export."""

from typing import Any

from django import template
from django.http import QueryDict

from practices.filters import PracticeFilterSet

register = template.Library()


@register.simple_tag(takes_context=True)
def searched(context: dict[str, Any]) -> str:
    """The search of the page as an address writes it, without what only the page is asked for: its view, its place."""
    query = QueryDict(mutable=True)
    for name, values in context["request"].GET.lists():
        if name in PracticeFilterSet.base_filters:
            query.setlist(name, values)
    return query.urlencode()
