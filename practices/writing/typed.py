"""A fact sheet typed out again, so that its next version begins where it stands; and read from its live rows."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from practices.data import FactSheetData
from practices.models import SECTIONS as TEXT_SECTIONS
from practices.models import Practice
from practices.partial_dates import PartialDate
from practices.reading import known_rate
from practices.writing import SECTIONS, Kind
from practices.writing.money import left_to_reckon

THOUSANDS = 3

Sections = dict[tuple[str, str], dict[str, Any]]


def typed_out(content: FactSheetData, *, reckoned: bool = True) -> Sections:
    """What to type for exactly this fact sheet, by section and language.

    Args:
        reckoned: with a value in euro that follows from amount and rate, as a comparison shows it. Whoever goes on
            writing begins without: what stands there counts as given, and stays when the amount changes.
    """
    original = content.original_title
    place, budget, people = content.place, content.budget, content.beneficiaries
    converted = budget.original_amount is not None
    follows = converted and not reckoned and left_to_reckon(budget)
    fixed = known_rate(budget.original_currency) is not None
    programme, transferable, replicated = content.national_programme, content.transferable, content.replicated
    facts: dict[str, Any] = {
        "organiser": content.organiser,
        "partners": [{"organisation": row.name, "kind": row.kind.value} for row in content.partners],
        "partners_text": content.partners_text,
        "original_title": original.text if original else "",
        "original_title_language": original.language if original else "",
        "type_of_project": content.type_of_project,
        "scope": content.scope.value,
        "countries": content.countries,
        "eu_wide": content.eu_wide,
        "place_name": place.name if place else "",
        "nuts_code": place.nuts if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "started": content.started,
        "ongoing": content.ongoing,
        "finished": content.finished,
        "dimension": content.dimension.value,
        "themes": content.themes,
        "aims": content.aims,
        "target_groups": content.target_groups,
        "amount": budget.original_amount if converted else budget.amount_eur,
        "currency": budget.original_currency if converted else "EUR" if budget.amount_eur is not None else "",
        "rate": None if follows and fixed else budget.rate,
        "euro": budget.amount_eur if converted and not follows else None,
        "period": budget.period.value if budget.period else "",
        "years": budget.years,
        "doubtful": budget.doubtful,
        "funding": [_row(row.model_dump()) for row in content.funding],
        "beneficiaries": people.number if people else None,
        "beneficiaries_estimated": people.estimated if people else False,
        "beneficiaries_when": people.when if people else "",
        "beneficiaries_doubtful": people.doubtful if people else False,
        "beneficiaries_note": people.note if people else "",
        "objectives_achieved": content.objectives_achieved.value if content.objectives_achieved else "",
        "indicators": [_row(row.model_dump()) for row in content.indicators],
        "national_programme": programme.part if programme else None,
        "national_programme_name": programme.name if programme else "",
        "transferable": transferable.answer if transferable else None,
        "transfer_explanation": transferable.explanation if transferable else "",
        "replicated": replicated.answer if replicated else None,
        "replication_note": replicated.explanation if replicated else "",
        "evaluation": content.evaluation.value if content.evaluation else "",
        "cbp": [str(number.value) for number in content.principles.cbp],
        "enar": [str(number.value) for number in content.principles.enar],
        "sources": [_row(row.model_dump()) for row in content.sources],
        "attachments": [_row(row.model_dump()) for row in content.attachments],
    }
    notes = {"money": budget.note, "sources": content.note}
    sections: Sections = {}
    for section in SECTIONS:
        if section.per_language:
            for language, text in content.texts.items():
                sections[section.name, language.value] = {one.key: getattr(text, one.key) for one in section.fields}
            continue
        named = facts | {"note": notes.get(section.name, "")}
        sections[section.name, ""] = {one.key: _typed(named[one.key], one.kind) for one in section.fields}
    return sections


def content_of(practice: Practice) -> FactSheetData:
    """A live fact sheet as data, organisations by their slugs; needs `for_fact_sheet()` to spare queries."""
    texts = {
        text.language: {name: getattr(text, name) for name in ("title", "summary", *TEXT_SECTIONS)}
        for text in practice.texts.all()
    }
    record: dict[str, Any] = {
        "id": practice.external_id,
        "title": texts[practice.language]["title"],
        "language": practice.language,
        "countries": [country.pk for country in practice.countries.all()],
        "scope": practice.scope,
        "eu_wide": practice.eu_wide,
        "organiser": practice.organiser.slug,
        "started": practice.started,
        "finished": practice.finished,
        "ongoing": practice.ongoing,
        "dimension": practice.dimension,
        "themes": [theme.pk for theme in practice.themes.all()],
        "aims": [aim.pk for aim in practice.aims.all()],
        "target_groups": [group.pk for group in practice.target_groups.all()],
        "type_of_project": practice.type_of_project,
        "budget": _budget_of(practice),
        "funding": [_columns(row, "level", "name", "amount_eur", "share") for row in practice.funding.all()],
        "partners": [{"name": row.organisation.slug, "kind": row.kind} for row in practice.partners.all()],
        "partners_text": practice.partners_text,
        "objectives_achieved": practice.objectives_achieved or None,
        "indicators": [
            _columns(row, "label", "value", "unit", "year", "baseline_value", "baseline_year", "doubtful", "note")
            for row in practice.indicators.all()
        ],
        "evaluation": practice.evaluation_method or None,
        "principles": {"cbp": practice.cbp, "enar": practice.enar},
        "origin": practice.origin or None,
        "sources": [_columns(row, "section", "title", "url") for row in practice.sources.all()],
        "attachments": [
            {"id": row.attachment.public_id, "description": row.description} for row in practice.attachments.all()
        ],
        "note": practice.note,
        "texts": texts,
    }
    return FactSheetData.model_validate(record | _answers_of(practice) | _place_of(practice))


def _place_of(practice: Practice) -> dict[str, Any]:
    if not practice.place_name:
        return {}
    return {
        "place": {
            "name": practice.place_name,
            "nuts": practice.nuts_code,
            "latitude": practice.latitude,
            "longitude": practice.longitude,
        }
    }


def _budget_of(practice: Practice) -> dict[str, Any]:
    return {
        "amount_eur": practice.budget_eur,
        "period": practice.budget_period or None,
        "years": practice.budget_years,
        "original_amount": practice.budget_original,
        "original_currency": practice.budget_currency,
        "rate": practice.budget_rate,
        "doubtful": practice.budget_doubtful,
        "note": practice.budget_note,
    }


def _answers_of(practice: Practice) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if practice.original_title:
        found["original_title"] = {
            "text": practice.original_title,
            "language": practice.original_title_language,
        }
    if practice.beneficiaries is not None:
        found["beneficiaries"] = {
            "number": practice.beneficiaries,
            "estimated": practice.beneficiaries_estimated,
            "when": practice.beneficiaries_when,
            "doubtful": practice.beneficiaries_doubtful,
            "note": practice.beneficiaries_note,
        }
    if practice.national_programme is not None:
        found["national_programme"] = {
            "part": practice.national_programme,
            "name": practice.national_programme_name,
        }
    if practice.transferable is not None:
        found["transferable"] = {"answer": practice.transferable, "explanation": practice.transfer_explanation}
    if practice.replicated is not None:
        found["replicated"] = {"answer": practice.replicated, "explanation": practice.replication_note}
    return found


def _columns(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _row(record: Mapping[str, Any]) -> dict[str, str]:
    return {key: _typed(value) for key, value in record.items()}


def _typed(value: Any, kind: Kind = Kind.LINE) -> Any:
    """As a person would type it so that it is read the same in every language."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no" if kind is Kind.YES_NO else ""
    if isinstance(value, Decimal | float | int):
        text = format(Decimal(str(value)).normalize(), "f")
        # Three digits after the point would be thousands to some readers.
        return f"{text}0" if len(text.partition(".")[2]) == THOUSANDS else text
    if isinstance(value, PartialDate):
        return str(value)
    return value if isinstance(value, list) else str(getattr(value, "value", value))
