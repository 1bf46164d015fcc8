"""Fields as the forms of the network need them: names in one line, reasons in several."""

from typing import Any
from unicodedata import normalize

from django import forms


class OneLine(forms.CharField):
    """A name or title: with single spaces, and each letter with its accent as one character."""

    def __init__(self, *, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "ecl-text-input"} | (attrs or {}))
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> str:
        """What was typed, tidied."""
        return " ".join(normalize("NFC", super().to_python(value) or "").split())


class Lines(forms.CharField):
    """A text of several lines."""

    def __init__(self, *, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        widget = forms.Textarea(attrs={"class": "ecl-text-area", "rows": 4} | (attrs or {}))
        super().__init__(widget=widget, **options)


class Select(forms.Select):
    """A list to choose from."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "select"} | (attrs or {}))
