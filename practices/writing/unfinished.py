"""A draft as its fact sheet will look, however little of it is there."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from practices.data import FactSheetData
from practices.enums import Dimension, Scope
from practices.models import Collection, Draft, Practice
from practices.writing.assemble import Reading, record_of
from practices.writing.preview import practice_from

# Stands for codes that nobody chose yet: no record has it.
NONE_YET = "-"


def preview_of(draft: Draft, reading: Reading) -> Practice:
    """What is there, with words in the place of what is required and missing; nothing is written."""
    gaps: set[str] = set()
    content = reading.content or _as_far_as_it_goes(record_of(reading, draft), draft, gaps)
    live = draft.practice
    practice = practice_from(
        content,
        public_id=draft.fact_sheet_id,
        slug=live.slug if live else NONE_YET,
        collection=live.collection if live else _collection(),
    )
    if "organiser" in gaps:
        practice.organiser.name = _("(The organiser is missing.)")
    for name in gaps & {"scope", "dimension"}:
        setattr(practice, name, "")
    return practice


def _collection() -> Collection:
    """That of what officers hand in."""
    return Collection.objects.filter(pk="submitted").first() or Collection(pk="submitted")


def _as_far_as_it_goes(record: dict[str, Any], draft: Draft, gaps: set[str]) -> FactSheetData:
    """With stopgaps for what is missing, which `gaps` names, and without what cannot be put together."""
    stopgaps: dict[str, Any] = {
        "organiser": NONE_YET,
        "scope": Scope.REGIONAL_MUNICIPAL,
        "dimension": Dimension.SOCIO_ECONOMIC,
        "themes": [NONE_YET],
        "aims": [NONE_YET],
        "target_groups": [NONE_YET],
        "sources": [{"title": _("(A source is missing.)")}],
    }
    for key, stopgap in stopgaps.items():
        if not record.get(key):
            record[key] = stopgap
            gaps.add(key)
    record["countries"] = [] if record.get("eu_wide") else record["countries"] or [NONE_YET]
    original = record["texts"][draft.language]
    original["title"] = record["title"] = original["title"] or _("(The title is missing.)")
    original["summary"] = original["summary"] or _("(The summary is missing.)")
    record["texts"] = {
        language: text for language, text in record["texts"].items() if text["title"] or language == draft.language
    }
    return _without_what_does_not_fit(record)


def _without_what_does_not_fit(record: dict[str, Any]) -> FactSheetData:
    """Leaves out rows and answers that are only half there."""
    while True:
        try:
            return FactSheetData.model_validate(record)
        except ValidationError as error:
            _drop(record, error.errors()[0]["loc"])


def _drop(record: dict[str, Any], where: tuple[int | str, ...]) -> None:
    key = str(where[0])
    rows = record[key]
    if len(where) > 1 and isinstance(rows, list) and isinstance(where[1], int):
        del rows[where[1]]
    else:
        del record[key]
