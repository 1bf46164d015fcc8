"""What people type, read: dates, numbers and money.

Each reader returns the value or raises `Unreadable` (practices.errors), whose sentence, in the reader's language, says
what to write instead. None of them guesses: what could mean two things is refused with both.
"""

from practices.reading.currencies import currencies
from practices.reading.dates import read_date
from practices.reading.money import doubt, in_euro, known_rate, read_amount, read_rate
from practices.reading.numbers import read_number

__all__ = [
    "currencies",
    "doubt",
    "in_euro",
    "known_rate",
    "read_amount",
    "read_date",
    "read_number",
    "read_rate",
]
