"""The copies that a page's script keeps in the browser until it hears that the server has what they say."""

import re

from django.http import QueryDict
from django.utils.http import urlencode

COPY = re.compile(r"[\w-]{1,60}", re.ASCII)
MOST = 5


def copies_in(post: QueryDict) -> str:
    """The names of the copies of what a form brings: `a.b`."""
    named = [name for given in post.getlist("copy") for name in given.split(".") if COPY.fullmatch(name)]
    return ".".join(named[:MOST])


def letting_go(address: str, post: QueryDict) -> str:
    """The address to which a save leads; the script there lets go of the copies that it names."""
    copies = copies_in(post)
    page, _hash, mark = address.partition("#")
    if not copies:
        return address
    if not mark:  # a page may take no parameter that it does not know
        return f"{page}#kept={copies}"
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'kept': copies})}#{mark}"
