"""Which of a fact sheet's texts a reader gets."""

from practices.models import Practice, PracticeText


def text_for(practice: Practice, language: str) -> PracticeText:
    """The text in the reader's language, else in English, else the original."""
    texts = {text.language: text for text in practice.texts.all()}
    for wanted in (language, "en"):
        if wanted in texts:
            return texts[wanted]
    return texts[practice.language]
