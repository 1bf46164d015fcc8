"""Scripts of the site."""

import base64
import functools
import hashlib
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def script(name: str) -> SafeString:
    """A script by its name: a browser runs it only if it is the one that was built (Subresource Integrity).

    While somebody works on it (`DEBUG`), it is served from another folder and held against nothing.
    """
    if settings.DEBUG:
        return format_html('<script src="{}" defer></script>', static(name))
    return format_html('<script src="{}" integrity="{}" defer></script>', static(name), _sum(name))


@functools.cache
def _sum(name: str) -> str:
    """Of the file as it is served; under its name with a hash it never changes."""
    storage: Any = staticfiles_storage
    with storage.open(storage.stored_name(name)) as file:
        digest = hashlib.sha384(file.read()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"
