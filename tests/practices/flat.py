"""What tests of exports ask for, and a fact sheet of the API as a row of an export, worked out from its JSON."""

import csv
import html
import io
import re
from typing import Any

from django.test import Client

CSV, XLSX = "/practices/export.csv", "/practices/export.xlsx"

# The names of the API that have no column, with the reason.
WITHOUT_COLUMN = {"api_url": "its slug says it", "texts": "one language is in the columns text_…"}
_GROUPS = {"organiser": "organiser_", "budget": "budget_", "principles": ""}
_BUDGET = ("amount_eur", "period", "years", "original_amount", "original_currency", "rate", "note", "doubtful")


def flat(sheet: dict[str, Any], language: str = "en") -> dict[str, Any]:
    """The values by their columns: text, number, true, false or None."""
    row: dict[str, Any] = {}
    for name, value in sheet.items():
        if name in _GROUPS:
            parts = value if value is not None else dict.fromkeys(_BUDGET)
            row |= {_GROUPS[name] + part: _joined(inner) for part, inner in parts.items()}
        elif name not in WITHOUT_COLUMN:
            row[name] = _joined(value)
    texts = sheet["texts"]
    spoken = next(code for code in (language, "en", sheet["language"]) if code in texts)
    row["text_language"] = spoken
    row |= {name if name in ("title", "summary") else f"text_{name}": said for name, said in texts[spoken].items()}
    return row


def as_text(value: Any) -> str:
    """As JSON writes it, without quotation marks."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def rows_of(csv_file: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, by their columns."""
    return list(csv.DictReader(io.StringIO(csv_file.decode("utf-8-sig"), newline=""), strict=True))


def body(client: Client, address: str, **headers: str) -> bytes:
    """A whole file."""
    whole: bytes = client.get(address, headers=headers).getvalue()
    return whole


def slugs(client: Client, query: str) -> list[str]:
    """Of the rows that an export has."""
    return [row["slug"] for row in rows_of(body(client, f"{CSV}?{query}"))]


def refusals(client: Client, address: str) -> tuple[int, dict[str, list[str]]]:
    """The status, and what the page says to each parameter."""
    answer = client.get(address)
    said = html.unescape(answer.text)
    found: dict[str, list[str]] = {}
    for name, sentences in re.findall(r'<dt class="refusals__name">(.*?)</dt>(.*?)(?=<dt|</dl>)', said, re.DOTALL):
        found[name] = re.findall(r'<dd class="refusals__rule">(.*?)</dd>', sentences)
    return answer.status_code, found


def _joined(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if not any(isinstance(entry, dict) for entry in value):
        return "; ".join(map(str, value))
    return "\n".join(
        " | ".join(f"{name}: {_escaped(as_text(part))}" for name, part in entry.items() if part not in (None, ""))
        for entry in value
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("|", r"\|").replace("\n", r"\n").replace("\r", r"\r")
