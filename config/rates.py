"""The settings of limits. How often one sender may ask for a thing stands where the thing is (network/limits.py)."""

import re as _re

from django.core.exceptions import ImproperlyConfigured as _ImproperlyConfigured
from environ import Env as _Env

_env = _Env()


def _rate(name: str, default: str) -> str:
    """How often something may be asked for; `network.limits.Rate` reads it.

    Raises:
        ImproperlyConfigured: it is not written like that.
    """
    value: str = _env.str(name, default="") or default
    if not _re.fullmatch(r"[1-9][0-9]{0,8}/(s|min|hour|day)", value):
        raise _ImproperlyConfigured(
            f"{name} is “{value}”: write it like 600/min; the units are s, min, hour and day (docs/settings.md)."
        )
    return value


# Multiplies every limit, those of pages too.
RATE_LIMIT_FACTOR: float = _env.float("RATE_LIMIT_FACTOR", default=1.0)
API_RATE_ANONYMOUS = _rate("API_RATE_ANONYMOUS", "600/min")
API_RATE_TOKEN = _rate("API_RATE_TOKEN", "600/min")
API_RATE_TOKEN_WRITES = _rate("API_RATE_TOKEN_WRITES", "120/min")
