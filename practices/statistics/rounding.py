"""Shares as the study prints them."""

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def percent(n: int, base: int) -> Decimal:
    """The share of `n` in `base` in percent, to one decimal; a half is rounded up (CSES study, tables 3.7 to 3.11).

    In decimals, since a float cannot hold most halves: 3 in 2,000 are 0.15%, of which a float makes 0.1.

    Raises:
        ZeroDivisionError: there is nothing to be a share of.
    """
    if base == 0:
        raise ZeroDivisionError("a share of nothing")
    return (Decimal(100 * n) / Decimal(base)).quantize(_TENTH, ROUND_HALF_UP)
