"""A share has one decimal, and a half is rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.statistics.rounding import percent


@pytest.mark.parametrize(
    ("n", "base", "share"),
    [
        (1, 2000, "0.1"),  # 0.05, which round() makes 0.1 and half-even 0.0
        (3, 2000, "0.2"),  # 0.15, which a float makes 0.1
        (1, 400, "0.3"),  # 0.25, which half-even makes 0.2
        (107, 2000, "5.4"),  # 5.35, which a float makes 5.3
        (1999, 2000, "100.0"),  # 99.95
        (1, 2001, "0.0"),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (2, 3, "66.7"),
        (32, 628, "5.1"),
    ],
)
def test_a_half_is_rounded_up(n, base, share):
    assert str(percent(n, base)) == share


@given(base=st.integers(1, 10**9), part=st.fractions(0, 1))
def test_a_share_is_the_nearest_tenth_and_the_upper_of_two(base, part):
    n = int(base * part)
    above = Fraction(percent(n, base)) - Fraction(100 * n, base)
    assert -Fraction(1, 20) < above <= Fraction(1, 20)


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ZeroDivisionError):
        percent(0, 0)


def test_a_share_is_a_decimal():
    assert percent(1, 8) == Decimal("12.5")
