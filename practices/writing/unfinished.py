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
    content, gaps = as_far_as_it_goes(draft, reading)
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


def as_far_as_it_goes(draft: Draft, reading: Reading) -> tuple[FactSheetData, set[str]]:
    """The fact sheet with stopgaps for what is missing, and without what cannot be put together; and those gaps."""
    if reading.content is not None:
        return reading.content, set()
    record = record_of(reading, draft)
    gaps = _fill_gaps(record, draft)
    return _without_what_does_not_fit(record), gaps


def _collection() -> Collection:
    """That of what officers hand in."""
    return Collection.objects.filter(pk="submitted").first() or Collection(pk="submitted")


def _fill_gaps(record: dict[str, Any], draft: Draft) -> set[str]:
    stopgaps: dict[str, Any] = {
        "organiser": NONE_YET,
        "scope": Scope.EU_INTERNATIONAL if record.get("eu_wide") else Scope.REGIONAL_MUNICIPAL,
        "dimension": Dimension.SOCIO_ECONOMIC,
        "themes": [NONE_YET],
        "aims": [NONE_YET],
        "target_groups": [NONE_YET],
        "sources": [{"title": _("(A source is missing.)")}],
    }
    gaps = {key for key in stopgaps if not record.get(key)}
    record |= {key: stopgaps[key] for key in gaps}
    record["countries"] = [] if record.get("eu_wide") else record["countries"] or [NONE_YET]
    original = record["texts"][draft.language]
    original["title"] = record["title"] = original["title"] or _("(The title is missing.)")
    original["summary"] = original["summary"] or _("(The summary is missing.)")
    record["texts"] = {
        language: text for language, text in record["texts"].items() if text["title"] or language == draft.language
    }
    return gaps


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
