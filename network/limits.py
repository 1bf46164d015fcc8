"""How often somebody may ask: counted in the cache that all workers share, and what too many requests are answered.

A count is kept under a keyed hash: the cache holds no address of anybody.
"""

import functools
import ipaddress
import logging
import math
import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from network.typed import answer_to_a_script, by_script, typed_in

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
WRITING = frozenset({"POST"})
READING = frozenset({"GET", "HEAD"})
SECONDS = {"s": 1, "min": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    quota: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> "Rate":
        """Reads `600/min`; the units are s, min, hour and day.

        Raises:
            ValueError: it is not written like that.
        """
        found = re.fullmatch(r"([1-9][0-9]{0,8})/(s|min|hour|day)", text)
        if not found:
            raise ValueError(f"“{text}” is no rate: write it like 600/min; the units are s, min, hour and day.")
        return cls(int(found[1]), SECONDS[found[2]])


@dataclass(frozen=True)
class Usage:
    """What somebody has used up of a rate, this request included; `reset` is in seconds."""

    name: str
    quota: int
    window: int
    used: int
    reset: int

    @property
    def exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.quota

    @property
    def remaining(self) -> int:
        """How many more are taken before the reset."""
        return max(0, self.quota - self.used)

    @property
    def headers(self) -> dict[str, str]:
        """As clients read it (draft-ietf-httpapi-ratelimit-headers-10, 3 and 4)."""
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.quota};w={self.window}',
            "RateLimit": f'"{self.name}";r={self.remaining};t={self.reset}',
        }


def count(name: str, rate: Rate, who: str) -> Usage:
    """Counts a request of somebody. With the cache away nobody is kept out."""
    now = time.time()
    window = int(now // rate.seconds)
    key = salted_hmac("network.limits", f"{name} {who} {window}", algorithm="sha256").hexdigest()
    cache.add(key, 0, timeout=rate.seconds)
    try:
        used = cache.incr(key)
    except ValueError:
        used = 1
    quota = max(1, int(rate.quota * settings.RATE_LIMIT_FACTOR))
    usage = Usage(name, quota, rate.seconds, used, math.ceil((window + 1) * rate.seconds - now))
    if usage.exceeded:
        logger.warning("limit reached: %s", name)
    return usage


def client_of(request: HttpRequest) -> str:
    """Where a request comes from. Of IPv6 the network: whoever has one address there has 2⁶⁴.

    Behind a proxy it is what the proxy saw, which it adds at the end of `X-Forwarded-For`; before that stands what
    the client itself may have made up.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def sender_of(request: HttpRequest) -> str:
    """Who asks: the account, or else the client. Colleagues behind one address do not use up each other's share."""
    user = getattr(request, "user", None)
    return f"account {user.pk}" if user is not None and user.is_authenticated else client_of(request)


def limited(name: str, rate: str, methods: Collection[str] = WRITING) -> Callable[[View], View]:
    """A page that one sender may ask for only so often: `@limited("contact", "10/hour")`.

    Args:
        name: of the limit; pages with the same one share it.
        rate: as `Rate.of` reads it.
        methods: those that count, WRITING or READING.
    """
    allowed = Rate.of(rate)

    def with_limit(view: View) -> View:
        @functools.wraps(view)
        def unless_too_many(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods:
                usage = count(name, allowed, sender_of(request))
                if usage.exceeded:
                    return too_many(request, usage)
            return view(request, *args, **kwargs)

        return unless_too_many

    return with_limit


def too_many(request: HttpRequest, usage: Usage) -> HttpResponse:
    """The answer that says when to try again; what was typed stands on it, to be sent then."""
    if by_script(request):
        answer = answer_to_a_script(request, 429, _("Too many requests at once: wait a little, then try again."))
    else:
        context = {"minutes": math.ceil(usage.reset / 60), "typed": typed_in(request)}
        answer = render(request, "429.html", context, status=429)
    answer["Retry-After"] = str(usage.reset)
    return answer
