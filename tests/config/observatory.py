"""The score of a page by the rules of the HTTP Observatory: github.com/mdn/mdn-http-observatory, src/grader/charts.js.

Of its rules stand here those that can apply to an answer of this site: every other result is counted as a failure.
What depends on the world around it is left out: five more for a host on the browsers' list of sites that are only
reached by HTTPS (the header asks for that), and a redirect from http to https, which costs nothing where it is right.
"""

import re
from collections.abc import Mapping

BASE = 100
# 100 is taken, and no bonus given, by a site that falls below this by what is wrong with it.
LEAST_FOR_BONUS = 90
SIX_MONTHS = 15_768_000
BROAD = {"*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'", "'unsafe-eval'"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def modifiers(headers: Mapping[str, str], cookies: Mapping[str, Mapping[str, object]], page: str) -> dict[str, int]:
    """What each rule gives or takes."""
    policy = {name: set(sources) for name, *sources in map(str.split, headers["Content-Security-Policy"].split(";"))}
    return {
        "content-security-policy": _policy(policy),
        "cookies": _cookies(cookies),
        "cross-origin-resource-sharing": -50 if "Access-Control-Allow-Credentials" in headers else 0,
        "referrer-policy": 5 if headers.get("Referrer-Policy") in PRIVATE else -5,
        "strict-transport-security": _transport(headers.get("Strict-Transport-Security", "")),
        "subresource-integrity": _integrity(page),
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": 5 if policy.get("frame-ancestors", set()) == {"'none'"} else -20,
        "cross-origin-resource-policy": 10 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
    }


def score(given: Mapping[str, int]) -> int:
    """The sum; bonuses count only where little is wrong."""
    taken = BASE + sum(each for each in given.values() if each < 0)
    return BASE + sum(given.values()) if taken >= LEAST_FOR_BONUS else max(taken, 0)


def _policy(policy: Mapping[str, set[str]]) -> int:
    default = policy.get("default-src", {"*"})
    ran = [policy.get(name, default) for name in ("script-src", "style-src", "object-src")]
    if any(sources & BROAD for sources in ran):
        return -20
    return 10 if default == {"'none'"} else 5


def _cookies(cookies: Mapping[str, Mapping[str, object]]) -> int:
    if not cookies:
        return 0
    return 5 if all(each["secure"] and each["httponly"] and each["samesite"] for each in cookies.values()) else -40


def _transport(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header)
    return 0 if age and int(age[1]) >= SIX_MONTHS else -20


def _integrity(page: str) -> int:
    """Five for scripts of this site that are held against a sum; linked data is no script."""
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", page) if "src=" in tag]
    if not all(re.search(r'src="/[^/]', tag) for tag in scripts):
        return -50
    return 5 if scripts and any("integrity=" in tag for tag in scripts) else 0
