"""Keeps a spreadsheet from taking a text for a formula (OWASP, CSV Injection)."""

import re
from typing import TypeVar

Given = TypeVar("Given")

# = + - @, also full-width and small: some spreadsheets take those for the same.
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
# What is not seen does not hinder a formula behind it.
_UNSEEN = r"\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff"
# Apostrophes count, so that taking one away always leads back.
_FORMULA = re.compile(rf"'*(?:[{_UNSEEN}]*[{_SIGNS}]|[\t\r\n])")


def neutral(value: Given) -> Given | str:
    """The value, with an apostrophe before a text that a spreadsheet might run; a number or date is no text."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
