"""What a person may mistype in the fixture files, and what the loader says of it."""

import pytest

CSES, ENAR, INTEGRA = "practices/cses-2012.yaml", "practices/enar-2011.yaml", "practices/integra.yaml"
ORGANISATIONS, COUNTRIES = "organisations.yaml", "vocabulary/countries.yaml"
LANDS = "- name: Land Niederösterreich"
THEMES = (
    "adapting_public_services, city_governance, civic_participation, combating_racism, education_training, "
    "employment, family_youth, housing_health, language_training, media_public_opinion, reception_legal_support, sport"
)
CODES = (
    "AL, AT, BA, BE, BG, CH, CY, CZ, DE, DK, EE, ES, FI, FR, GB, GE, GR, HR, HU, IE, IS, IT, LI, LT, LU, LV, MD, ME, "
    "MK, MT, NL, NO, PL, PT, RO, RS, SE, SI, SK, TR, UA, XK"
)
LANGUAGES = "bg, cs, da, de, et, el, en, es, fr, ga, hr, it, lv, lt, hu, mt, nl, pl, pt, ro, sk, sl, fi or sv"
KINDS = (
    "local_authority, regional_authority, national_authority, eu_institution, network, ngo, migrants_association, "
    "employers_trade_unions, research, company or other"
)

# The file, the record by its first line, what stands in it, what is typed instead, and the mistake.
_CASES = {
    "percent-900": (
        (CSES, "- id: 2", "value: 93, unit: percent", "value: 900, unit: percent"),
        "id 2: indicators #5 (value, unit): A percentage lies between 0 and 100.",
    ),
    "eight-and-a-half-people": (
        (CSES, "- id: 3", "value: 40, unit: people", "value: 8.5, unit: people"),
        "id 3: indicators #1 (value, unit): People and things are counted in whole numbers.",
    ),
    "words-for-a-number": (
        (CSES, "- id: 3", "amount_eur: 188000", "amount_eur: 188 thousand"),
        "id 3: budget.amount_eur: Write a number like 1250.50, not 188 thousand.",
    ),
    "half-a-person-reached": (
        (CSES, "- id: 3", "{number: 40,", "{number: 40.5,"),
        "id 3: beneficiaries.number: Write a whole number, not 40.5.",
    ),
    "finish-before-start": (
        (CSES, "- id: 3", 'finished: "2012-12"', 'finished: "2011"'),
        "id 3: started, finished: The finish is before the start.",
    ),
    "ongoing-with-finish": (
        (CSES, "- id: 3", "ongoing: false", "ongoing: true"),
        "id 3: ongoing, finished: An ongoing practice has no end date.",
    ),
    "ongoing-in-words": (
        (CSES, "- id: 3", "ongoing: false", "ongoing: perhaps"),
        "id 3: ongoing: Write true or false, not perhaps.",
    ),
    "thirteenth-month": (
        (CSES, "- id: 3", 'started: "2012-01"', 'started: "2011-13"'),
        "id 3: started: “2011-13” is not a day of the calendar.",
    ),
    "date-in-words": (
        (CSES, "- id: 3", 'started: "2012-01"', "started: January 2012"),
        "id 3: started: Write a date as 2011, 2008-03 or 2008-12-01, not “January 2012”.",
    ),
    "date-without-quotes": (
        (CSES, "- id: 3", 'started: "2012-01"', "started: 2012-01-01"),
        'id 3: started: Put the date in quotes: "2012-01-01".',
    ),
    "budget-without-period": (
        (CSES, "- id: 3", "    period: total\n", ""),
        "id 3: budget.amount_eur: Say what the budget covers: in total, per year, or so many years.",
    ),
    "funding-share-120": (
        (CSES, "- id: 3", "share: 50", "share: 120"),
        "id 3: funding #1 (share): A share lies between 0 and 100 percent.",
    ),
    "same-partner-twice": (
        (ENAR, "- id: 5", "name: Afro-Swedish Association", "name: Manpower"),
        "id 5: partners #4 (name): This organisation is already a partner.",
    ),
    "unknown-scope": (
        (CSES, "- id: 3", "scope: regional_municipal", "scope: regional"),
        "id 3: scope: “regional” is not one of regional_municipal, national or eu_international.",
    ),
    "unknown-theme": (
        (CSES, "- id: 3", "themes: [reception", "themes: [theatre, reception"),
        f"id 3: themes: “theatre” is not one of {THEMES}.",
    ),
    "no-aim": (
        (CSES, "- id: 3", "aims: [legal_political, social_integration]", "aims: []"),
        "id 3: aims: Give at least one.",
    ),
    "themes-not-in-a-list": (
        (CSES, "- id: 18", "themes: [combating_racism]", "themes: combating_racism"),
        "id 18: themes: Write a list, not combating_racism.",
    ),
    "unknown-organisation": (
        (CSES, "- id: 3", "organiser: Ville de Nantes", "organiser: Nantes"),
        "id 3: organiser: There is no organisation “Nantes”.",
    ),
    "principle-12": (
        (CSES, "- id: 3", "  evaluation: planned", "  principles: {cbp: [3, 12]}"),
        "id 3: principles.cbp #2: “12” is not one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 or 11.",
    ),
    "unknown-key": (
        (CSES, "- id: 3", "evaluation: planned", "evaluated: planned"),
        "id 3: evaluated: There is no such key.",
    ),
    "missing-key": (
        (CSES, "- id: 3", "  dimension: legal_political\n", ""),
        "id 3: dimension: This key is missing.",
    ),
    "duplicate-id": (
        (CSES, "- id: 3", "- id: 3", "- id: 2"),
        "id 2: id: It stands in the file twice.",
    ),
    "id-that-is-a-list": (
        (CSES, "- id: 3", "- id: 3", "- id: [3]"),
        "id [3]: id: Write a number or a short text, not [3].",
    ),
    "country-el": (
        (CSES, "- id: 15", "countries: [GR]", "countries: [EL]"),
        f"id 15: countries: “EL” is not one of {CODES}.",
    ),
    "eu-wide-with-countries": (
        (CSES, "- id: 3", "scope: regional_municipal", "scope: eu_international\n  eu_wide: true"),
        "id 3: countries: A practice for the whole EU names none.",
    ),
    "no-country": (
        (CSES, "- id: 3", "countries: [FR]", "countries: []"),
        "id 3: countries: Name one, or write eu_wide: true.",
    ),
    "no-original-text": (
        (CSES, "- id: 3", "    en:\n", "    fr:\n"),
        "id 3: texts: The original text (en) is missing.",
    ),
    "two-titles": (
        (CSES, "- id: 3", "title: Coprod Migrants", "title: Coprod"),
        "id 3: title: It differs from the one in texts.en.",
    ),
    "type-too-long": (
        (CSES, "- id: 3", "type_of_project: Reception", f"type_of_project: {'very ' * 50}kind reception"),
        "id 3: type_of_project: Ensure this value has at most 250 characters (it has 321).",
    ),
    "unknown-language": (
        (CSES, "- id: 3", "    en:\n", "    tlh: {title: Q, summary: Q}\n    en:\n"),
        f"id 3: texts.tlh: “tlh” is not one of {LANGUAGES}.",
    ),
    "malformed-nuts": (
        (CSES, "- id: 3", "nuts: FRG01", "nuts: fr-g1"),
        "id 3: place.nuts: A NUTS code is two letters and up to three letters or digits, like FRE11.",
    ),
    "latitude-alone": (
        (CSES, "- id: 3", ", longitude: -1.55", ""),
        "id 3: place.latitude: Give both latitude and longitude, or neither.",
    ),
    "link-that-is-none": (
        (ENAR, "- id: 5", 'url: "http://', 'url: "www.'),
        "id 5: sources #3 (url): Enter a valid URL.",
    ),
    "organisation-in-country-el": (
        (ORGANISATIONS, LANDS, "country: AT", "country: EL"),
        "name Land Niederösterreich: country: “EL” is not a country of the catalogue.",
    ),
    "organisation-of-unknown-kind": (
        (ORGANISATIONS, LANDS, "kind: regional_authority", "kind: land"),
        f"name Land Niederösterreich: kind: “land” is not one of {KINDS}.",
    ),
    "country-with-code-el": (
        (COUNTRIES, "", "{code: GR,", "{code: EL,"),
        "code EL: code: Use the ISO 3166-1 alpha-2 code: GR for Greece, GB for the United Kingdom.",
    ),
    "country-without-quotes": (
        (COUNTRIES, "", '{code: "NO",', "{code: NO,"),
        "code False: code: Write a text, in quotes if need be, not False.",
    ),
    "word-without-english": (
        ("vocabulary/aims.yaml", "- code: training", "    en: Training\n", ""),
        "code training: label.en: This key is missing.",
    ),
}

MISTAKES = [pytest.param(*edited, f"{edited[0]}: {mistake}", id=name) for name, (edited, mistake) in _CASES.items()]
