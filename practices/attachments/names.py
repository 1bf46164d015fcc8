"""The name under which people see a file, and the one under which it is kept."""

import re
import secrets
from unicodedata import category, normalize

LONGEST = 120  # characters, as the column has

# Endings that people give to what these are; any other is kept as part of the name.
_ENDINGS = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|pdf)$", re.IGNORECASE)


def display_name(typed: str, extension: str) -> str:
    """As it was typed, without folders and what cannot be seen, at most so long, with the ending of its content."""
    last = re.split(r"[/\\]", typed)[-1]
    seen = "".join(letter for letter in normalize("NFC", last) if letter.isspace() or category(letter)[0] != "C")
    name = " ".join(seen.split()).strip(". ")
    ending = _ENDINGS.search(name)
    if ending and _same(ending[0], extension):
        stem, extension = name[: ending.start()], ending[0]
    else:
        stem = name[: ending.start()] if ending else name
    return f"{stem.strip()[: LONGEST - len(extension)] or extension[1:]}{extension}"


def random_name(extension: str) -> str:
    """A name that nobody guesses and that says nothing."""
    return f"{secrets.token_hex(16)}{extension}"


def _same(ending: str, extension: str) -> bool:
    return ending.lower() == extension or (extension == ".jpg" and ending.lower().startswith(".j"))
