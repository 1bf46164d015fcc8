"""The Excel workbook: what is a number, a date, a text; what a cell or a sheet cannot hold."""

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.cell import Cell

from practices.exports import write_xlsx
from practices.views import exports
from tests.factories import PracticeFactory
from tests.practices.flat import refusals
from tests.practices.test_exports_neutral import HOSTILE

HEADER = ["first", "second"]


def sheet_of(*rows: list[Any], header: list[str] = HEADER) -> Any:
    file = io.BytesIO()
    write_xlsx(header, rows, file)
    return load_workbook(file)["practices"]


def cell_of(value: Any) -> Cell:
    """The cell of the one value, read again."""
    cell: Cell = sheet_of([value], header=["only"])["A2"]
    return cell


def test_the_header_stays_in_sight_and_filters():
    sheet = sheet_of(["a", "b"], ["c", "d"])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert [list(row) for row in sheet.values] == [
        ["first", "second", "shortened"],
        ["a", "b", None],
        ["c", "d", None],
    ]


def test_without_a_row_there_is_a_header_all_the_same():
    sheet = sheet_of()
    assert (sheet.auto_filter.ref, list(sheet.values)) == ("A1:C1", [("first", "second", "shortened")])


@pytest.mark.parametrize(
    ("value", "held", "kind"),
    [
        pytest.param(Decimal("12000.00"), 12000, "n", id="whole-amount"),
        pytest.param(Decimal("-6000.50"), -6000.5, "n", id="negative-amount"),
        pytest.param(Decimal("999999999999999"), 999999999999999, "n", id="fifteen-digits"),
        pytest.param(Decimal("12345678901234.56"), "12345678901234.56", "s", id="more-digits-than-excel-has"),
        pytest.param(180, 180, "n", id="count"),
        pytest.param(0, 0, "n", id="nought"),
        pytest.param(-3.17, -3.17, "n", id="longitude"),
        pytest.param(True, True, "b", id="yes"),
        pytest.param(False, False, "b", id="no"),
        pytest.param(None, None, "n", id="unknown"),
        pytest.param("", None, "n", id="empty"),
        pytest.param(dt.date(2025, 6, 30), dt.datetime.fromisoformat("2025-06-30"), "d", id="day"),
        pytest.param(
            dt.datetime.fromisoformat("2026-01-15T10:30:00.123999+01:00"),
            dt.datetime.fromisoformat("2026-01-15T09:30:00.123"),
            "d",
            id="moment-in-utc",
        ),
        pytest.param("2008-03", "2008-03", "s", id="partial-date"),
        pytest.param("007", "007", "s", id="number-in-a-collection"),
        pytest.param("#N/A", "#N/A", "s", id="looks-like-an-error"),
        pytest.param("Ελλάδα, България, Ħaż-Żebbuġ 🤝", "Ελλάδα, България, Ħaż-Żebbuġ 🤝", "s", id="scripts"),
        pytest.param(" two\nlines ", " two\nlines ", "s", id="blanks-at-the-ends"),
        pytest.param("a\r\nb\rc", "a\nb\nc", "s", id="line-breaks"),
        pytest.param("a\x08b\x1bc\ufffed", "a\ufffdb\ufffdc\ufffdd", "s", id="not-in-xml"),
        pytest.param("_x0041_ _x41_", "_x005F_x0041_ _x41_", "s", id="looks-like-an-escape"),
    ],
)
def test_a_value_is_held_as_what_it_is(value, held, kind):
    cell = cell_of(value)
    assert (cell.value, cell.data_type) == (held, kind)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_a_formula(text):
    file = io.BytesIO()
    write_xlsx(["only"], [[text]], file)
    xml = ElementTree.fromstring(zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml"))
    kinds = [cell.get("t") for cell in xml.iter() if cell.tag.endswith("}c")]
    assert (kinds, [cell for cell in xml.iter() if cell.tag.endswith("}f")]) == (["inlineStr"] * 3, [])
    assert load_workbook(file)["practices"]["A2"].value[0] == "'"


@pytest.mark.parametrize("text", ["x" * 32_767, "🤝" * 16_383 + "x"], ids=["letters", "emoji"])
def test_a_text_that_just_fits_is_whole(text):
    row = list(sheet_of([text, "b"]).values)[1]
    assert row == (text, "b", None)


@pytest.mark.parametrize("text", ["x" * 32_768, "🤝" * 16_384], ids=["letters", "emoji"])
def test_a_text_that_does_not_fit_says_so(text):
    notice = "… [Shortened: a cell of Excel's holds no more. The CSV file has the whole text.]"
    kept, also, shortened = list(sheet_of([text, text]).values)[1]
    assert kept == also == text[: len(kept) - len(notice)] + notice
    assert 32_766 <= len(kept.encode("utf-16-le")) // 2 <= 32_767
    assert shortened == "first; second"


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_read(client, db, monkeypatch):
    PracticeFactory.create_batch(2)
    monkeypatch.setitem(exports.LIMITS, "xlsx", 1)
    said = "An Excel file holds no more than 1 fact sheets: narrow the search, or export it as CSV."
    assert refusals(client, "/practices/export.xlsx") == (400, {"xlsx": [said]})
    assert client.head("/practices/export.xlsx").status_code == 400


def test_as_many_rows_as_a_sheet_holds_are_not(client: Client, db, monkeypatch):
    PracticeFactory.create_batch(2)
    monkeypatch.setitem(exports.LIMITS, "xlsx", 2)
    assert len(list(load_workbook(io.BytesIO(client.get("/practices/export.xlsx").getvalue()))["practices"].rows)) == 3


def test_what_breaks_off_leaves_no_file_behind(tmp_path, monkeypatch):
    def rows() -> Iterator[list[str]]:
        yield ["a", "b"]
        raise ConnectionError

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ConnectionError):
        write_xlsx(HEADER, rows(), io.BytesIO())
    assert list(Path(tmp_path).iterdir()) == []
