"""What the tests of accounts do again and again: read the last mail, follow its link, make the code of an app."""

import base64
import contextlib
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client

from tests.conftest import WRITES

PASSWORD = "correct horse battery"
STEP_SECONDS = 30
ON = "/account/second-factor/on/"


@contextlib.contextmanager
def only_reading() -> Iterator[None]:
    """Fails on the first statement that would change the database."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        assert not sql.lstrip().upper().startswith(WRITES), f"a read wrote: {sql[:200]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def last_mail() -> mail.EmailMultiAlternatives:
    """The mail that was sent last."""
    sent = mail.outbox[-1]
    assert isinstance(sent, mail.EmailMultiAlternatives)
    return sent


def html_of(sent: mail.EmailMultiAlternatives) -> str:
    """The HTML part of a mail."""
    [[html, kind]] = sent.alternatives
    assert (kind, isinstance(html, str)) == ("text/html", True)
    return str(html)


def link_in(text: str) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"http://testserver(/\S+)", text)
    assert found is not None, text
    return found[1]


def sign_in(client: Client, email: str, password: str = PASSWORD, address: str = "/account/sign-in/") -> str:
    """Where somebody ends who types this; empty for a refusal."""
    answer = client.post(address, {"login": email, "password": password})
    return answer.headers.get("Location", "")


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Types the password once more."""
    answer = client.post("/account/confirm/?next=/account/", {"password": password})
    assert answer.headers["Location"] == "/account/"


def code_of(secret: str, margin: int = 3) -> str:
    """The code that an app shows (RFC 6238), and will show for some seconds more."""
    left = STEP_SECONDS - time.time() % STEP_SECONDS
    if left < margin:
        time.sleep(left)
    return _code(secret, int(time.time() // STEP_SECONDS))


def wrong_code(secret: str) -> str:
    """A code that the app shows neither now nor soon."""
    near = {_code(secret, int(time.time() // STEP_SECONDS) + step) for step in range(-1, 3)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444") if code not in near)


def secret_on(page: str) -> str:
    """The secret as the page for setting up an app spells it out."""
    [found] = re.findall(r"<code>([A-Z2-7]{32})</code>", page)
    return str(found)


def codes_on(page: str) -> list[str]:
    """The recovery codes of a page."""
    return re.findall(r"<code>(\d{8})</code>", page)


def switched_on(client: Client) -> tuple[str, list[str]]:
    """The secret of the app and the recovery codes, after somebody set it up who had confirmed that it is them."""
    secret = secret_on(client.post(ON).text)
    page = client.post(ON, {"code": code_of(secret)}).text
    return secret, codes_on(page)


def said(text: str) -> list[str]:
    """What the summary of a refused form says, and where each fault leads."""
    summary = re.search(r'role="alert">(.*?)</ul>', text, re.DOTALL)
    assert summary is not None, text
    faults = re.findall(r"<li>(.*?)</li>", summary[1], re.DOTALL)
    return [re.sub(r'<a class="ecl-link" href="(#\w+)">(.*?)</a>', r"\1 \2", fault) for fault in faults]


def _code(secret: str, step: int) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
