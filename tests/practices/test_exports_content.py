"""An export says what the API says: every fact sheet of the real content, in both kinds of file."""

import datetime as dt
import io
import json
import re
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from practices.exports import neutral
from practices.models import Practice, PracticeText
from practices.resources.export import COLUMNS, PracticeResource
from tests.conftest import FIXTURES
from tests.practices.flat import WITHOUT_COLUMN, as_text, flat, rows_of


def from_the_api(client: Client) -> list[dict[str, Any]]:
    slugs = Practice.objects.values_list("slug", flat=True).order_by("pk")
    return [json.loads(client.get(f"/api/v1/practices/{slug}/").content) for slug in slugs]


def in_sheet(name: str, value: Any) -> Any:
    """What a cell of Excel's holds of a value."""
    if name == "updated":
        moment = dt.datetime.fromisoformat(value).replace(tzinfo=None)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    if name == "last_confirmed" and value:
        return dt.datetime.fromisoformat(value)
    return neutral(value) if value != "" else None


def test_every_fact_sheet_has_the_values_of_the_api_in_both_kinds_of_file(client, catalogue):
    served = {sheet["id"]: flat(sheet) for sheet in from_the_api(client)}
    in_csv = {row["id"]: row for row in rows_of(client.get("/practices/export.csv").getvalue())}
    assert in_csv == {
        key: {name: as_text(neutral(value)) for name, value in row.items()} for key, row in served.items()
    }
    file = io.BytesIO(client.get("/practices/export.xlsx").getvalue())
    names, *rows = load_workbook(file)["practices"].iter_rows(values_only=True)
    in_xlsx = {str(row[0]): dict(zip(names, row, strict=True)) for row in rows}
    assert in_xlsx == {
        key: {name: in_sheet(name, value) for name, value in row.items()} | {"shortened": None}
        for key, row in served.items()
    }


def test_every_name_of_the_api_has_its_column_or_its_reason(client, practice):
    (sheet,) = from_the_api(client)
    assert set(flat(sheet)) == set(COLUMNS)
    assert set(sheet) - {*COLUMNS, "organiser", "budget", "principles"} == set(WITHOUT_COLUMN)


class Watched:
    """A fact sheet that notes which of its attributes are read."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.practice, name)


def test_every_field_of_a_fact_sheet_is_exported_or_has_its_reason(practice):
    reasons = {
        "id": "internal; the public id stands for it",
        "eu_wide": "said by having no countries",
        "content_digest": "by which a file of the catalogue is recognised",
        "created_at": "when this installation loaded it",
    }
    watched = Watched(Practice.objects.for_fact_sheet().get())
    PracticeResource("en").export_resource(watched)
    parts = {f"{name}_{part}" for name in watched.read for part in ("on", "precision", "id")}
    meta = Practice._meta
    unread = {field.name for field in (*meta.concrete_fields, *meta.many_to_many)} - watched.read - parts
    assert unread - {name.removesuffix("_id") for name in watched.read} == set(reasons)


def test_every_field_of_a_text_is_exported_or_has_its_reason():
    reasons = {"id": "internal", "practice": "it stands in its row"}
    fields = {field.name for field in PracticeText._meta.concrete_fields}
    exported = {"title", "summary"} | {name.removeprefix("text_") for name in COLUMNS if name.startswith("text_")}
    assert fields - exported == set(reasons)


def test_the_documentation_lists_the_columns_in_their_order():
    page = (FIXTURES.parent / "docs" / "exports.md").read_text(encoding="utf-8").partition("<!-- columns -->")[2]
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [*COLUMNS]
