"""Currencies: their names, what stands for them beside an amount, and how many of them are one euro."""

from decimal import Decimal
from functools import cache
from types import MappingProxyType

from babel.core import Locale, get_global
from babel.numbers import get_currency_name, get_currency_symbol

from practices.reading.typed import fold

# Units for one euro, fixed for ever: Council Regulation (EC) No 2866/98, article 1, as amended for each country that
# joined: Greece by (EC) No 1478/2000, Slovenia 1086/2006, Malta 1134/2007, Cyprus 1135/2007, Slovakia 694/2008,
# Estonia (EU) No 671/2010, Latvia 870/2013, Lithuania 851/2014, Croatia (EU) 2022/1208, Bulgaria (EU) 2025/1409.
FIXED_RATES = MappingProxyType(
    {
        "ATS": Decimal("13.7603"),
        "BEF": Decimal("40.3399"),
        "BGN": Decimal("1.95583"),
        "CYP": Decimal("0.585274"),
        "DEM": Decimal("1.95583"),
        "EEK": Decimal("15.6466"),
        "ESP": Decimal("166.386"),
        "FIM": Decimal("5.94573"),
        "FRF": Decimal("6.55957"),
        "GRD": Decimal("340.750"),
        "HRK": Decimal("7.53450"),
        "IEP": Decimal("0.787564"),
        "ITL": Decimal("1936.27"),
        "LTL": Decimal("3.45280"),
        "LUF": Decimal("40.3399"),
        "LVL": Decimal("0.702804"),
        "MTL": Decimal("0.429300"),
        "NLG": Decimal("2.20371"),
        "PTE": Decimal("200.482"),
        "SIT": Decimal("239.640"),
        "SKK": Decimal("30.1260"),
    }
)

# About how many were one euro since 1999, widely: whoever types the rate the wrong way round lies outside.
USUAL_RATES = MappingProxyType(
    {
        "ALL": (Decimal(90), Decimal(150)),
        "BAM": (Decimal("1.9"), Decimal(2)),
        "CHF": (Decimal("0.9"), Decimal("1.7")),
        "CZK": (Decimal(22), Decimal(40)),
        "DKK": (Decimal("7.4"), Decimal("7.5")),
        "GBP": (Decimal("0.5"), Decimal(1)),
        "HUF": (Decimal(220), Decimal(450)),
        "MKD": (Decimal(59), Decimal(65)),
        "NOK": (Decimal(7), Decimal(14)),
        "PLN": (Decimal(3), Decimal("5.2")),
        "RON": (Decimal("2.5"), Decimal("5.5")),
        "SEK": (Decimal(8), Decimal(13)),
        "USD": (Decimal("0.8"), Decimal("1.7")),
    }
)
# For all others: a Kuwaiti dinar is the dearest currency, an Iranian rial the cheapest.
ANY_RATE = (Decimal("0.2"), Decimal(3_000_000))


@cache
def currencies(language: str) -> dict[str, str]:
    """Names by their ISO 4217 codes, in the order of the names: every legal tender, and what the euro replaced.

    Args:
        language: the reader's.
    """
    tender = {
        code
        for territory in get_global("territory_currencies").values()
        for code, _since, until, is_tender in territory
        if is_tender and until is None
    }
    names = Locale.parse(language).currencies
    known = {code: str(names.get(code, code)) for code in tender | {*FIXED_RATES}}
    return dict(sorted(known.items(), key=lambda each: (fold(each[1]), each[0])))


# What people write beside amounts, besides codes, symbols and names.
_SIGNS = {
    "BGN": ("лв", "лева"),
    "CHF": ("fr", "sfr"),
    "CZK": ("kč",),
    "DKK": ("kr", "kroner"),
    "EUR": ("€", "euro", "euros", "евро", "ευρώ", "ewro", "eiro", "eurot", "evro", "evrov", "eur"),
    "GBP": ("£", "pounds"),
    "HUF": ("ft", "forint"),
    "ISK": ("kr",),
    "NOK": ("kr", "kroner"),
    "PLN": ("zł", "zl", "zlotych"),
    "RON": ("lei", "leu"),
    "SEK": ("kr", "skr", "kronor"),
    "USD": ("$", "us$", "dollars"),
}


@cache
def signs(currency: str, language: str) -> frozenset[str]:
    """What may stand beside an amount of it, folded: "€", "eur", "euro", "euros"."""
    names = {get_currency_name(currency, count=count, locale=language) for count in (None, 1, 2, 5)}
    symbol = get_currency_symbol(currency, language)
    return frozenset(fold(sign).strip(". ") for sign in {currency, symbol, *names, *_SIGNS.get(currency, ())})
