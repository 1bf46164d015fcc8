"""What is wrong with a record, told by the keys of the fixture files (docs/fixtures.md) rather than by columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import CheckConstraint, Model, Q, UniqueConstraint
from pydantic import BaseModel, ValidationError

from network.errors import InvalidRecord
from practices.models import Funding, Indicator, Partner, PracticeAttachment, PracticeText, Source

# The keys of a fact sheet whose entries are rows of their own.
_ROWS: Mapping[str, type[Model]] = {
    "texts": PracticeText,
    "funding": Funding,
    "partners": Partner,
    "indicators": Indicator,
    "sources": Source,
    "attachments": PracticeAttachment,
}
# Where a column has another name than its key.
_KEYS = {
    "external_id": "id",
    "original_title": "original_title.text",
    "original_title_language": "original_title.language",
    "place_name": "place.name",
    "nuts_code": "place.nuts",
    "latitude": "place.latitude",
    "longitude": "place.longitude",
    "started_on": "started",
    "started_precision": "started",
    "finished_on": "finished",
    "finished_precision": "finished",
    "budget_eur": "budget.amount_eur",
    "budget_period": "budget.period",
    "budget_years": "budget.years",
    "budget_original": "budget.original_amount",
    "budget_currency": "budget.original_currency",
    "budget_rate": "budget.rate",
    "beneficiaries": "beneficiaries.number",
    "beneficiaries_estimated": "beneficiaries.estimated",
    "beneficiaries_doubtful": "beneficiaries.doubtful",
    "beneficiaries_when": "beneficiaries.when",
    "national_programme": "national_programme.part",
    "national_programme_name": "national_programme.name",
    "evaluation_method": "evaluation",
    "cbp": "principles.cbp",
    "enar": "principles.enar",
    "organisation": "name",
    "attachment": "id",
    "nuts_prefix": "nuts",
    "eu_member": "eu",
}
_TRANSLATED = re.compile(r"(label|description|name)_(en|fr)")
_ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")

# What to say instead of pydantic's own words, by the beginning of the name that it gives the mistake.
_SENTENCES = {
    "missing": "This key is missing.",
    "extra_forbidden": "There is no such key.",
    "enum": "“{input}” is not one of {expected}.",
    "too_short": "Give at least one.",
    "string_too_short": "This may not be empty.",
    "string_": "Write a text, in quotes if need be, not {input}.",
    "list_": "Write a list, not {input}.",
    "dict_": "Write keys with their values, not {input}.",
    "model_": "Write keys with their values, not {input}.",
    "int_": "Write a whole number, not {input}.",
    "decimal_": "Write a number like 1250.50, not {input}.",
    "float_": "Write a number like 1250.50, not {input}.",
    "bool_": "Write true or false, not {input}.",
}


def in_shape(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Where a record lacks the shape of its kind: the key, and what should stand there."""
    for problem in error.errors():
        path = [part for part in problem["loc"] if part != "[key]"]
        rule = _sentence(problem)
        if not path and ": " in rule:
            # A rule over the whole record begins with the key to mend.
            where, rule = rule.split(": ", 1)
            path = [where]
        yield _written(path) or "record", rule


def in_rules(error: InvalidRecord, model: type[Model], record: BaseModel) -> Iterator[tuple[str, str]]:
    """Which keys of a record in shape break which rule of the model that it is written to."""
    for where, said in error.faults.items():
        for rule in said:
            yield _keys_of(where, rule, model, record), rule


def _sentence(problem: Any) -> str:
    for beginning, sentence in _SENTENCES.items():
        if problem["type"].startswith(beginning):
            expected = problem.get("ctx", {}).get("expected", "")
            return sentence.format(input=problem["input"], expected=str(expected).replace("'", ""))
    return str(problem["msg"]).removeprefix("Value error, ")


def _written(path: Iterable[str | int]) -> str:
    """A path as people count: "indicators #2 (value)", "budget.amount_eur"."""
    text, inside = "", ""
    for part in path:
        if isinstance(part, int):
            text, inside = f"{text}{inside and f' ({inside})'} #{part + 1}", ""
        elif "#" in text:
            inside = f"{inside}.{part}" if inside else part
        else:
            text = f"{text}.{part}" if text else part
    return f"{text} ({inside})" if inside else text


def _keys_of(where: str, rule: str, model: type[Model], record: BaseModel) -> str:
    row = _ROW.fullmatch(where)
    if row is None:
        return ", ".join(_given(_named(where, rule, model), record)) or "record"
    name, position, column = row[1], int(row[2]), row[3]
    entries = getattr(record, name)
    if isinstance(entries, dict):
        language = list(entries)[position]
        return ", ".join(f"{name}.{language}.{key}" for key in _named(column, rule, _ROWS[name]))
    keys = _given(_named(column, rule, _ROWS[name]), entries[position])
    return f"{name} #{position + 1} ({', '.join(keys)})" if keys else f"{name} #{position + 1}"


def _named(column: str, rule: str, model: type[Model]) -> list[str]:
    """The keys of a column or, where a constraint speaks for the whole row, of all the columns that it is about."""
    columns = [column]
    if column == "record":
        columns = [field.name for field in model._meta.fields if field.name in _columns(rule, model)]
    return list(dict.fromkeys(_TRANSLATED.sub(r"\1.\2", _KEYS.get(name, name)) for name in columns))


def _columns(rule: str, model: type[Model]) -> set[str]:
    found: set[str] = set()
    for constraint in model._meta.constraints:
        if str(constraint.violation_error_message) != rule:
            continue
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
            found |= constraint.condition.referenced_base_fields
        elif isinstance(constraint, UniqueConstraint):
            found |= set(constraint.fields) - {"practice"}
    return found


def _given(keys: list[str], record: BaseModel) -> list[str]:
    """Those of the keys that stand in the record, if any does: what is to be mended is there, or missing beside it."""
    return [key for key in keys if _value(record, key) not in (None, "", False, [])] or keys


def _value(record: BaseModel, key: str) -> Any:
    try:
        return attrgetter(key)(record)
    except AttributeError:
        return None
