"""Which of a fact sheet's texts a reader gets, and what it says."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field

from practices.models import SECTIONS, Practice, PracticeText


@dataclass(frozen=True)
class Section:
    """A section of the model with what the fact sheet says in it."""

    name: str
    heading: Any
    body: str


def text_for(practice: Practice, language: str) -> PracticeText:
    """The text in the reader's language, else in English, else the original."""
    texts = {text.language: text for text in practice.texts.all()}
    for wanted in (language, "en"):
        if wanted in texts:
            return texts[wanted]
    return texts[practice.language]


def sections_of(text: PracticeText) -> list[Section]:
    """The sections that the text has, in the order of the model; a heading is in lower case, as a field's name is."""
    return [
        Section(name, cast("Field[Any, Any]", PracticeText._meta.get_field(name)).verbose_name, body)
        for name in SECTIONS
        if (body := getattr(text, name))
    ]
