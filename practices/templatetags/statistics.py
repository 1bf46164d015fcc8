"""How the shares of the statistics are written out for a reader, in their language."""

from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_percent
from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def percentage(percent: Decimal) -> str:
    """A share that always has one decimal: "16.0%", "16,0 %"."""
    locale = Locale.parse((get_language() or "en").split("-")[0])
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.0")
    return str(format_percent(percent / 100, pattern, locale=locale))
