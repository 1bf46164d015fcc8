"""Data for machines in a page."""

import json

from django import template
from django.utils.safestring import SafeString, mark_safe

from practices.linked_data import Node, catalogue_data

register = template.Library()

# No text can then close the element, or open a comment in it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}

register.simple_tag(catalogue_data)


@register.filter
def as_script(data: Node) -> SafeString:
    """The data as JSON that stays inside a <script>."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308  # escaped as said above
