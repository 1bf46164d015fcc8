"""The token by which a form counts once."""

import secrets

from django import template

register = template.Library()


@register.simple_tag
def new_form_token() -> str:
    """Another one in every rendering."""
    return secrets.token_urlsafe(16)
