"""The form of a section of a draft, made from its description (practices/writing).

It asks for nothing and refuses nothing: what is typed is kept, and what it means is read from what was kept.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from practices.writing import BY_NAME, Field, Kind, Section
from practices.writing.places import mark_of

# Which fields a form has; a page may show some of a section's only.
SHOWN = "field"
FIND = "-find"
ROWS = "-rows"

# Rows that begin with a file, on a form of their own.
BEGUN_ELSEWHERE = {"attachments"}

NOT_SAID = _("Not said")
INPUT_MODES = {Kind.NUMBER: "decimal", Kind.WHOLE: "numeric", Kind.YEAR: "numeric"}


class SectionForm(forms.Form):
    """Fields of a section; those of rows stand in forms of their own (`row_forms`)."""

    section: Section

    def __init__(self, typed: Mapping[str, Any], *, rows: int = 0) -> None:
        """Takes what was typed, as a draft's section holds it; `rows` empty ones are shown where there is none."""
        super().__init__(initial=dict(typed), auto_id="id_%s")
        self.row_forms: dict[str, list[RowForm]] = {}
        for one in self.section.fields:
            if one.kind is Kind.ROWS:
                given = typed.get(one.key) or [{}] * (0 if one.key in BEGUN_ELSEWHERE else rows)
                self.row_forms[one.key] = [
                    row_form(one)(row, f"{one.key}-{number}") for number, row in enumerate(given)
                ]
            elif one.key in self.fields:
                _keep_what_is_not_offered(self.fields[one.key], typed.get(one.key))


class RowForm(forms.Form):
    """One row of a field."""

    def __init__(self, typed: Mapping[str, Any], prefix: str) -> None:
        super().__init__(initial=dict(typed), prefix=prefix, auto_id="id_%s")
        for name, field in self.fields.items():
            _keep_what_is_not_offered(field, typed.get(name))
            described = f"{mark_of(prefix)}-{name}"
            field.widget.attrs["aria-describedby"] = _described(described)


@cache
def section_form(name: str) -> type[SectionForm]:
    """The form of the section of that name."""
    section = BY_NAME[name]
    fields: dict[str, Any] = {one.key: _form_field(one) for one in section.fields if one.kind is not Kind.ROWS}
    return type("SectionForm", (SectionForm,), {"section": section, **fields})


@cache
def row_form(one: Field) -> type[RowForm]:
    """The form of a row of that field."""
    return type("RowForm", (RowForm,), {column.key: _form_field(column) for column in one.columns})


def typed_into(section: Section, post: QueryDict) -> dict[str, Any]:
    """What a POST of the section's form holds, in the shape that a draft keeps."""
    shown = set(post.getlist(SHOWN))
    return {one.key: _typed(one, one.key, post) for one in section.fields if one.key in shown}


def text_in(post: QueryDict, name: str) -> str:
    """The last value of that name, as text."""
    value = post.get(name, "")
    return value if isinstance(value, str) else ""


def _typed(one: Field, name: str, post: QueryDict) -> Any:
    if one.kind is Kind.ROWS:
        number = text_in(post, f"{name}{ROWS}")
        count = (
            min(int(number), one.most) if number.isascii() and number.isdigit() and len(number) < len("1000") else 0
        )
        return [
            {column.key: _typed(column, f"{name}-{row}-{column.key}", post) for column in one.columns}
            for row in range(count)
        ]
    if one.kind is Kind.SEVERAL:
        return post.getlist(name)
    if one.kind is Kind.ORGANISATION and (sought := text_in(post, f"{name}{FIND}").strip()):
        return sought
    return text_in(post, name).replace("\r\n", "\n")


def without_empty_end(one: Field, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without the rows at the end in which nothing was typed."""
    kept = list(rows)
    while kept and not any(kept[-1].get(column.key, "").strip() for column in one.columns):
        kept.pop()
    return kept


def _form_field(one: Field) -> forms.Field:
    widget = _widget(one)
    widget.attrs["aria-describedby"] = _described(mark_of(one.key))
    options: dict[str, Any] = {"label": one.label, "required": False, "widget": widget}
    if one.kind is Kind.SEVERAL:
        assert one.options
        return forms.MultipleChoiceField(choices=one.options, **options)
    if one.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=_with_nothing(one), **options)
    if one.kind is Kind.YES_NO:
        return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No")), ("", NOT_SAID)], **options)
    return forms.CharField(strip=False, **options)


def _widget(one: Field) -> forms.Widget:
    if one.kind is Kind.PROSE:
        return forms.Textarea(attrs={"class": "ecl-text-area", "rows": 6})
    if one.kind is Kind.SEVERAL:
        return forms.CheckboxSelectMultiple()
    if one.kind is Kind.CHOICE:
        return forms.Select(attrs={"class": "select"})
    if one.kind is Kind.YES_NO:
        return forms.RadioSelect()
    if one.kind is Kind.TICK:
        return forms.CheckboxInput(attrs={"value": "yes"}, check_test=lambda value: value == "yes")
    if one.kind is Kind.FILE:
        return forms.HiddenInput()
    attrs = {"class": "ecl-text-input"}
    if one.kind in INPUT_MODES:
        attrs["inputmode"] = INPUT_MODES[one.kind]
    return forms.TextInput(attrs=attrs)


def _described(mark: str) -> str:
    """The ids of what stands beside a field: what to write, how it was read, what is wrong with it."""
    return f"{mark}-help {mark}-said {mark}-wrong"


def _with_nothing(one: Field) -> Any:
    assert one.options
    offered = one.options
    return lambda: [("", NOT_SAID), *offered()]


def _keep_what_is_not_offered(field: forms.Field, typed: Any) -> None:
    """A code that is not on offer any more stays, until somebody takes it out."""
    if not isinstance(field, forms.ChoiceField):
        return
    offered: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]  # groups are not used
    codes: Iterable[Any] = typed if isinstance(typed, list) else [typed]
    known = {code for code, _label in offered}
    field.choices = [*offered, *((code, code) for code in codes if code and code not in known)]
