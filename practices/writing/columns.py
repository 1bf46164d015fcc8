"""A fact sheet's own columns, from its data; what stands in rows of other tables is left to who needs it."""

from typing import Any

from practices.data import FactSheetData


def columns_of(content: FactSheetData) -> dict[str, Any]:
    """By the names of Practice's attributes; neither its identity nor its organiser."""
    place, people = content.place, content.beneficiaries
    original, programme = content.original_title, content.national_programme
    transferable, replicated = content.transferable, content.replicated
    return {
        "language": content.language.value,
        "original_title": original.text if original else "",
        "original_title_language": original.language if original else "",
        "scope": content.scope.value,
        "eu_wide": content.eu_wide,
        "place_name": place.name if place else "",
        "nuts_code": place.nuts if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "partners_text": content.partners_text,
        "started": content.started,
        "finished": content.finished,
        "ongoing": content.ongoing,
        "dimension": content.dimension.value,
        "type_of_project": content.type_of_project,
        **_budget(content),
        "beneficiaries": people.number if people else None,
        "beneficiaries_estimated": people.estimated if people else False,
        "beneficiaries_doubtful": people.doubtful if people else False,
        "beneficiaries_when": people.when if people else "",
        "beneficiaries_note": people.note if people else "",
        "objectives_achieved": content.objectives_achieved.value if content.objectives_achieved else "",
        "national_programme": programme.part if programme else None,
        "national_programme_name": programme.name if programme else "",
        "transferable": transferable.answer if transferable else None,
        "transfer_explanation": transferable.explanation if transferable else "",
        "replicated": replicated.answer if replicated else None,
        "replication_note": replicated.explanation if replicated else "",
        "evaluation_method": content.evaluation.value if content.evaluation else "",
        "cbp": sorted(content.principles.cbp),
        "enar": sorted(content.principles.enar),
        "origin": content.origin.value if content.origin else "",
        "note": content.note,
    }


def _budget(content: FactSheetData) -> dict[str, Any]:
    budget = content.budget
    return {
        "budget_eur": budget.amount_eur,
        "budget_period": budget.period.value if budget.period else "",
        "budget_years": budget.years,
        "budget_original": budget.original_amount,
        "budget_currency": budget.original_currency,
        "budget_rate": budget.rate,
        "budget_doubtful": budget.doubtful,
        "budget_note": budget.note,
    }
