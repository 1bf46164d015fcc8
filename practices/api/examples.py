"""Examples of the answers, shown in the OpenAPI description. The organisation and its practice are invented."""

from typing import Any

_SITE = "https://practices.example.eu"

THEME = {
    "id": "employment",
    "label": "Employment",
    "description": "Help into paid work.",
    "dimension": "socio_economic",
}

WORD = {
    "id": "health",
    "label": "Health",
    "description": "To protect health, or to make care easier to reach.",
}

COLLECTION = {
    "id": "cses-2012",
    "label": "CSES study",
    "description": "Case studies of practices of integration at local and regional level.",
    "publisher": "Committee of the Regions",
    "published": 2012,
    "citation": "Committee of the Regions (2012)",
}

ORGANISATION = {
    "id": "0d4b3a3e-6f5c-5d0a-9c53-8a1f6a2a7a11",
    "name": "Ville d'Exemple",
    "kind": "local_authority",
    "slug": "ville-d-exemple",
    "url": f"{_SITE}/organisations/ville-d-exemple/",
    "names": {"en": "City of Example"},
    "country": "FR",
    "place": "Exemple",
    "nuts_code": "FRE11",
    "latitude": 50.69,
    "longitude": 3.17,
    "population": "from_50000",
    "website": "https://www.ville.example",
    "practice_count": 1,
    "updated": "2026-01-15T09:30:00Z",
}

PRACTICE: dict[str, Any] = {
    "id": "5f2c8a52-7d0e-5f0b-8a43-5d7c2b7e9f10",
    "slug": "courses-for-newcomers",
    "url": f"{_SITE}/practices/courses-for-newcomers/",
    "api_url": f"{_SITE}/api/v1/practices/courses-for-newcomers/",
    "title": "Courses for newcomers",
    "original_title": "Cours pour nouveaux arrivants",
    "original_title_language": "fr",
    "language": "en",
    "languages": ["en", "fr"],
    "summary": "The city teaches newcomers the language and how its services work.",
    "countries": ["FR"],
    "scope": "regional_municipal",
    "place": "Exemple",
    "nuts_code": "FRE11",
    "latitude": 50.69,
    "longitude": 3.17,
    "organiser": {name: ORGANISATION[name] for name in ("id", "name", "kind")},
    "started": "2008-03",
    "finished": "2011",
    "ongoing": False,
    "dimension": "socio_economic",
    "themes": ["employment"],
    "aims": ["training"],
    "target_groups": ["newly_arrived"],
    "type_of_project": "Language courses",
    "budget": {
        "amount_eur": 12000,
        "period": "years",
        "years": 1.5,
        "original_amount": None,
        "original_currency": None,
        "rate": None,
        "note": "",
        "doubtful": False,
    },
    "funding": [{"level": "local", "name": "Ville d'Exemple", "amount_eur": 6000, "share": 50}],
    "partners": [
        {"id": "9a0f6c1e-3b7d-5c1a-b1d2-6f0e8d4c2b33", "name": "Association d'Exemple", "kind": "civil_society"}
    ],
    "partners_text": "Volunteers",
    "beneficiaries": 180,
    "beneficiaries_estimated": True,
    "beneficiaries_doubtful": False,
    "beneficiaries_when": "2010",
    "beneficiaries_note": "",
    "indicators": [
        {
            "label": "Satisfied participants",
            "value": 97,
            "unit": "percent",
            "year": 2010,
            "baseline_value": 40,
            "baseline_year": 2008,
            "doubtful": False,
            "note": "",
        }
    ],
    "objectives_achieved": "partly",
    "national_programme": False,
    "national_programme_name": "",
    "transferable": True,
    "transfer_explanation": "Begin with one quarter of the city.",
    "replicated": None,
    "replication_note": "",
    "evaluation": "internal",
    "evidence_level": "evaluated",
    "principles": {"cbp": [4], "enar": []},
    "collection": "cses-2012",
    "external_id": "99",
    "origin": "survey",
    "sources": [{"title": "", "section": "Appendix A, case study 99", "url": ""}],
    "note": "",
    "last_confirmed": None,
    "updated": "2026-01-15T09:30:00Z",
}

PRACTICE_DETAIL = PRACTICE | {
    "assessments": [{"criterion": "relevance", "score": 4, "reason": "It meets a need.", "date": "2026-01-15"}],
    "texts": {
        language: {
            "title": title,
            "summary": summary,
            "introduction": "",
            "policy_challenges": "",
            "specific_objectives": "",
            "target_groups": "",
            "type_of_assistance": "",
            "main_activities": activities,
            "relations": "",
            "staff_training": "",
            "outcomes": "",
            "scope_for_replication": "",
            "evaluation": "",
            "other_information": "",
        }
        for language, title, summary, activities in (
            ("en", PRACTICE["title"], PRACTICE["summary"], "Evening courses."),
            ("fr", PRACTICE["original_title"], "La ville enseigne la langue.", "Cours du soir."),
        )
    },
}


def _line(value: str, label: str, n: int, **cells: dict[str, int]) -> dict[str, Any]:
    return {"value": value, "label": label, "n": n, "percent": 100 * n, **cells}


def _table(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"base": 1, "rows": list(rows)}


# Of the one practice above; lines of nothing are left out to keep it short.
STATISTICS = {
    "by_scope": _table(_line("regional_municipal", "Regional or municipal", 1), _line("national", "National", 0)),
    "by_country_and_scope": _table(
        _line("FR", "France", 1, scopes={"regional_municipal": 1, "national": 0, "eu_international": 0})
    ),
    "by_end": _table(
        _line("continuing", "Continuing", 0), _line("2011", "2011", 1), _line("none", "No end date given", 0)
    ),
    "by_start": _table(_line("2008", "2008", 1), _line("none", "No start date given", 0)),
    "by_aim": _table(_line("training", "Training", 1)),
    "by_funding": _table(_line("local", "Local", 1)),
    "by_theme_and_country": _table(_line("employment", "Employment", 1, countries={"FR": 1})),
    "by_budget": _table(
        _line("from_10000", "€10,000 to under €50,000", 1, periods={"total": 0, "per_year": 0, "years": 1})
    ),
    "by_evidence_level": _table(_line("evaluated", "Evaluated", 1)),
}

UNKNOWN_VALUE = {
    "type": "about:blank",
    "title": "Bad request",
    "status": 400,
    "detail": "The request names what is not on offer: see “errors”.",
    "errors": {"ongoing": ["“maybe” is not on offer. Allowed: true, false."]},
}
NO_SUCH_RECORD = {
    "type": "about:blank",
    "title": "Not found",
    "status": 404,
    "detail": "There is no such record, or it is not public.",
}

FACETS = {"scope": [{"value": "regional_municipal", "label": "Regional or municipal", "count": 1}]}

EXCERPT = {
    "id": PRACTICE["id"],
    "language": "fr",
    "part": "outcomes",
    "text": "… 80 familles ont trouvé un logement …",
    "words": ["logement"],
}

COMPLETIONS = {
    "fact_sheets": [
        {name: PRACTICE[name] for name in ("id", "slug", "url", "title", "language")}
        | {"organiser": PRACTICE["organiser"]["name"], "place": PRACTICE["place"]}
    ],
    "searches": ["courses", "course for mothers"],
}
