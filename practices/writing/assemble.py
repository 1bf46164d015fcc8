"""A whole fact sheet from the sections of a draft, or all that keeps it from being one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from practices.data import FactSheetData
from practices.mistakes import in_shape
from practices.models import Draft, DraftSection, PublishedVersion
from practices.writing import BY_NAME, SECTIONS, Kind, Section
from practices.writing.interpret import Problem, Understood, is_blank, rows_in, understand
from practices.writing.money import budget_of

_ROW = re.compile(r"^(?P<path>[\w.]+) #(?P<row>\d+)(?: \((?P<column>\w+).*\))?$")
_TEXT = re.compile(r"^texts\.(?P<language>[a-z]{2})(?:\.(?P<key>\w+))?$")

Typed = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass
class Reading:
    """What a draft says: the fact sheet if nothing is wrong or missing, and otherwise every problem."""

    content: FactSheetData | None
    problems: list[Problem] = field(default_factory=list)
    sections: dict[tuple[str, str], Understood] = field(default_factory=dict)


def typed_in(draft: Draft) -> dict[tuple[str, str], dict[str, Any]]:
    """What was typed, by section and language ("" where a section has none); one query."""
    stored: Iterable[DraftSection] = draft.sections.all()
    return {(section.name, section.language): section.data for section in stored}


def read_draft(draft: Draft, typed: Typed | None = None) -> Reading:
    """Reads all sections and puts them together.

    Args:
        typed: instead of what the draft holds.
    """
    given = dict(typed if typed is not None else typed_in(draft))
    languages = _languages(given, draft.language)
    reading = Reading(None)
    for section in SECTIONS:
        for language in languages if section.per_language else [""]:
            data = given.get((section.name, language), {})
            reading.sections[section.name, language] = understand(section, data, language or draft.language)
    reading.problems = [problem for read in reading.sections.values() for problem in read.problems]
    reading.problems += _missing(reading.sections, draft.language)
    reading.problems += _missing_in_rows(given)
    reading.problems += _at_odds(reading.sections)
    if not reading.problems:
        _put_together(reading, draft)
    reading.problems = in_order(reading.problems)
    return reading


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """In the order of the form."""
    return sorted(problems, key=_in_the_order_of_the_form)


def locate(where: str, message: str) -> Problem:
    """The field of the form that a key of FactSheetData, as `practices.mistakes` writes it, belongs to."""
    first = where.split(",", maxsplit=1)[0].strip()
    text = _TEXT.match(first)
    if text:
        key = text["key"] or "title"
        section = next((one for one in SECTIONS if one.per_language and key in one), BY_NAME["story"])
        return Problem(section.name, key, message, text["language"])
    row = _ROW.match(first)
    path, number, column = (row["path"], int(row["row"]) - 1, row["column"] or "") if row else (first, None, "")
    for section in SECTIONS:
        for one in section.fields:
            if not section.per_language and (one.path == path or path.startswith(f"{one.path}.")):
                return Problem(section.name, one.key, message, "", number, column)
    whole = next(
        (one for one in SECTIONS for field in one.fields if field.path.startswith(f"{path}.")), BY_NAME["basics"]
    )
    return Problem(whole.name, whole.fields[0].key, message)


def _languages(given: Typed, original: str) -> list[str]:
    """Those of the texts, the original first; a translation in which nothing was typed is none."""
    others = {
        language
        for (name, language), data in given.items()
        if language and language != original and any(str(value).strip() for value in data.values())
    }
    return [original, *sorted(others)]


def _missing(sections: Mapping[tuple[str, str], Understood], original: str) -> list[Problem]:
    found = []
    for (name, language), read in sections.items():
        section = BY_NAME[name]
        known = {problem.key for problem in read.problems}
        for one in section.fields:
            freed = one.key == "countries" and read.values["eu_wide"]
            if one.required and not freed and not read.values[one.key] and one.key not in known:
                said = _("Fill in “%(label)s”.") % {"label": one.label}
                if language and language != original:
                    said = _("Fill in “%(label)s”, or take this translation out.") % {"label": one.label}
                found.append(Problem(name, one.key, said, language))
    return found


def record_of(reading: Reading, draft: Draft) -> dict[str, Any]:
    """The keys of FactSheetData as far as they were read, whether or not anything is missing."""
    facts = {name: read.values for (name, language), read in reading.sections.items() if not language}
    texts: dict[str, dict[str, str]] = {}
    for (_name, language), read in reading.sections.items():
        if language:
            texts.setdefault(language, {}).update({key: value or "" for key, value in read.values.items()})
    return _record(draft, facts, texts)


def _missing_in_rows(given: Typed) -> list[Problem]:
    """Columns left empty in rows that say something."""
    return [
        Problem(section.name, one.key, _("Fill in “%(label)s”.") % {"label": column.label}, "", number, column.key)
        for section in SECTIONS
        for one in section.fields
        for number, row in enumerate(rows_in(given.get((section.name, ""), {}).get(one.key)))
        for column in one.columns
        if column.required and not is_blank(one, row) and not str(row.get(column.key) or "").strip()
    ]


def _at_odds(sections: Mapping[tuple[str, str], Understood]) -> list[Problem]:
    """Answers to questions that were not answered themselves, which nobody would ever read."""
    found = []
    for (name, _language), read in sections.items():
        section, known = BY_NAME[name], {problem.key for problem in read.problems}
        for one in section.fields:
            if not one.follows or section[one.follows].kind is Kind.TICK or read.values[one.key] in (None, "", False):
                continue
            if read.values[one.follows] is None and one.follows not in known:
                told = {"label": section[one.follows].label, "other": one.label}
                said = _("Fill in “%(label)s”, or take out “%(other)s”.") % told
                found.append(Problem(name, one.follows, said))
                known.add(one.follows)
    place = sections["place", ""].values
    if place["eu_wide"] and place["countries"]:
        found.append(Problem("place", "countries", _("Name no country for a practice of the whole European Union.")))
    return found


def _put_together(reading: Reading, draft: Draft) -> None:
    try:
        reading.content = FactSheetData.model_validate(record_of(reading, draft))
    except ValidationError as error:
        reading.problems += [locate(where, rule) for where, rule in in_shape(error)]


def _record(draft: Draft, facts: Mapping[str, Mapping[str, Any]], texts: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of FactSheetData; what nobody typed is left out, so that its own default holds."""
    basics, place, results, sources = facts["basics"], facts["place"], facts["results"], facts["sources"]
    original_title = {"text": basics["original_title"], "language": basics["original_title_language"] or ""}
    kept = _kept(draft)
    return _given(
        {
            "id": kept.get("id") or str(draft.fact_sheet_id),
            "origin": kept.get("origin"),
            "language": draft.language,
            "title": texts[draft.language]["title"],
            "texts": texts,
            "organiser": basics["organiser"],
            "partners": [_given({"name": row["organisation"], "kind": row["kind"]}) for row in basics["partners"]],
            "partners_text": basics["partners_text"],
            "original_title": original_title if basics["original_title"] else None,
            "type_of_project": basics["type_of_project"],
            **{key: place[key] for key in ("scope", "eu_wide", "started", "ongoing", "finished")},
            "countries": place["countries"] or [],
            "place": _place(place),
            **facts["subject"],
            "budget": _given(budget_of(facts["money"])),
            "funding": [_given(row) for row in facts["money"]["funding"]],
            **_results(results),
            "principles": {key: [int(code) for code in codes or []] for key, codes in facts["principles"].items()},
            "sources": [_given(row) for row in sources["sources"]],
            "attachments": [_given(row) for row in sources["attachments"]],
            "note": sources["note"],
        }
    )


def _kept(draft: Draft) -> dict[str, Any]:
    """What the form does not show and a new version keeps: the number in the collection and how it came there."""
    practice = draft.practice
    if practice:
        return {"id": practice.external_id, "origin": practice.origin or None}
    last = PublishedVersion.objects.filter(fact_sheet_id=draft.fact_sheet_id).order_by("number").last()
    return {"id": last.external_id, "origin": last.content.get("origin")} if last else {}


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def _place(place: Mapping[str, Any]) -> dict[str, Any] | None:
    names = {"place_name": "name", "nuts_code": "nuts", "latitude": "latitude", "longitude": "longitude"}
    return _given({name: place[key] for key, name in names.items()}) or None


def _results(results: Mapping[str, Any]) -> dict[str, Any]:
    people = {name: results[f"beneficiaries_{name}"] for name in ("estimated", "when", "doubtful", "note")} | {
        "number": results["beneficiaries"]
    }
    return {
        "beneficiaries": _given(people) if results["beneficiaries"] is not None else None,
        "objectives_achieved": results["objectives_achieved"],
        "indicators": [_given(row) for row in results["indicators"]],
        "national_programme": _answer(results, "national_programme", "part", "national_programme_name", "name"),
        "transferable": _answer(results, "transferable", "answer", "transfer_explanation", "explanation"),
        "replicated": _answer(results, "replicated", "answer", "replication_note", "explanation"),
        "evaluation": results["evaluation"],
    }


def _answer(results: Mapping[str, Any], key: str, yes_no: str, explained: str, by: str) -> dict[str, Any] | None:
    answer = results[key]
    return None if answer is None else {yes_no: answer, by: results[explained] or ""}


def _in_the_order_of_the_form(problem: Problem) -> tuple[int, int, str, int]:
    section: Section = BY_NAME[problem.section]
    keys = [one.key for one in section.fields]
    return SECTIONS.index(section), keys.index(problem.key), problem.language, problem.row or 0
