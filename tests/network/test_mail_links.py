"""A signed link does what it was made for, for as long as it may, and nothing else."""

import time
from datetime import timedelta

import pytest
from django.core import signing

from network import signed_links

DAY = timedelta(days=1)


@pytest.fixture
def yesterday(monkeypatch: pytest.MonkeyPatch) -> str:
    """A token that was made a day and a minute ago: the clock alone is another one."""
    now = time.time()
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: now - 86_460)
        return signed_links.make("invitation", 7)


@pytest.mark.parametrize("payload", [7, "text", {"draft": 1, "to": "ana@example.org"}, [1, None, "Ω"], "long " * 500])
def test_what_was_put_in_comes_out(payload):
    assert signed_links.read("invitation", signed_links.make("invitation", payload), max_age=DAY) == payload


def test_a_token_stands_in_an_address_as_it_is():
    token = signed_links.make("invitation", {"to": "Ωμέγα?&#/" * 20})
    assert token.translate({ord(mark): "" for mark in "-_:."}).isalnum()


def test_an_old_link_has_expired(yesterday):
    with pytest.raises(signed_links.Expired) as refusal:
        signed_links.read("invitation", yesterday, max_age=DAY)
    assert str(refusal.value) == "This link has expired. Ask for a new one."


@pytest.mark.parametrize("max_age", [DAY + timedelta(hours=1), None])
def test_an_old_link_works_where_it_may_be_old(yesterday, max_age):
    assert signed_links.read("invitation", yesterday, max_age=max_age) == 7


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda token: "", id="empty"),
        pytest.param(lambda token: token[:-1], id="cut off"),
        pytest.param(lambda token: "x" + token, id="another payload"),
        pytest.param(lambda token: token.replace(":", "", 1), id="a part missing"),
        pytest.param(lambda token: signed_links.make("confirmation", 7), id="for another purpose"),
        pytest.param(lambda token: signing.dumps(7), id="of another part of the site"),
        pytest.param(lambda token: "\0Ω" * 10_000, id="nonsense"),
    ],
)
def test_a_link_that_was_not_made_for_this_is_forged(change):
    with pytest.raises(signed_links.Forged) as refusal:
        signed_links.read("invitation", change(signed_links.make("invitation", 7)), max_age=DAY)
    assert str(refusal.value) == "This link is not complete or was changed. Copy the whole link from the mail."


def test_a_link_signed_with_another_key_is_forged(settings):
    token = signed_links.make("invitation", 7)
    settings.SECRET_KEY = "another"
    with pytest.raises(signed_links.Forged):
        signed_links.read("invitation", token, max_age=None)
