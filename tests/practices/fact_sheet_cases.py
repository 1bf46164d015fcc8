"""Every way in which a fact sheet breaks a rule of the database, and some in which it only just does not.

The row is PracticeFactory(full=True): March 2008 to 2011, 12,000 euro (48,000 PLN) over 1.5 years, 180 beneficiaries.
"""

from collections.abc import Mapping

NO_EURO = "budget_eur = NULL"
NO_ORIGINAL = "budget_original = NULL, budget_currency = '', budget_rate = NULL"
NO_BUDGET = f"{NO_EURO}, {NO_ORIGINAL}, budget_period = '', budget_years = NULL"
NO_START = "started_on = NULL, started_precision = ''"
NO_FINISH = "finished_on = NULL, finished_precision = ''"
NOBODY_COUNTED = "beneficiaries = NULL, beneficiaries_when = ''"


def starts(day: str, precision: str) -> str:
    """Another start."""
    return f"started_on = '{day}', started_precision = '{precision}'"


def finishes(day: str, precision: str) -> str:
    """Another finish."""
    return f"finished_on = '{day}', finished_precision = '{precision}'"


_IDENTITY = {
    "practice_identified": {"no slug": "slug = ''", "no number": "external_id = ''"},
    "practice_slug_is_no_other_address": {"the comparison": "slug = 'compare'", "the map": "slug = 'map'"},
    "practice_language_known": {"another": "language = 'xx'", "none": "language = ''"},
    "practice_original_title_has_its_language": {
        "title without language": "original_title_language = ''",
        "language without title": "original_title = ''",
        "in capitals": "original_title_language = 'FR'",
        "one letter": "original_title_language = 'f'",
    },
    "practice_dimension_known": {"another": "dimension = 'sporty'", "none": "dimension = ''"},
    "practice_origin_known": {"another": "origin = 'rumour'"},
}

_PLACE = {
    "practice_scope_known": {"another": "scope = 'village'", "none": "scope = ''"},
    "practice_eu_wide_is_international": {
        "regional": "eu_wide = true",
        "national": "eu_wide = true, scope = 'national'",
    },
    "practice_coordinates_in_pairs": {"no latitude": "latitude = NULL", "no longitude": "longitude = NULL"},
    "practice_coordinates_on_the_globe": {
        "past the North Pole": "latitude = 90.001",
        "past the South Pole": "latitude = -90.001",
        "too far east": "longitude = 180.001",
        "too far west": "longitude = -180.001",
    },
    "practice_nuts_code_well_formed": {"small letters": "nuts_code = 'fre11'", "one letter": "nuts_code = 'F'"},
}

_DATES = {
    "practice_started_has_its_precision": {
        "day without precision": "started_precision = ''",
        "precision without day": "started_on = NULL",
        "another precision": "started_precision = 'week'",
    },
    "practice_finished_has_its_precision": {
        "day without precision": "finished_precision = ''",
        "precision without day": "finished_on = NULL",
        "another precision": "finished_precision = 'week'",
    },
    "practice_started_is_the_first_day_meant": {
        "second day of the month": starts("2008-03-02", "month"),
        "second day of the year": starts("2008-01-02", "year"),
        "second month of the year": starts("2008-02-01", "year"),
    },
    "practice_finished_is_the_first_day_meant": {
        "second day of the month": finishes("2011-02-02", "month"),
        "second day of the year": finishes("2011-01-02", "year"),
        "second month of the year": finishes("2011-02-01", "year"),
    },
    "practice_finish_not_before_start": {
        "the day before the month": finishes("2008-02-29", "day"),
        "the month before": finishes("2008-02-01", "month"),
        "a later month of an earlier year": finishes("2007-12-01", "month"),
        "the year before": finishes("2007-01-01", "year"),
        "the day before the day": f"{starts('2008-03-15', 'day')}, {finishes('2008-03-14', 'day')}",
        "the month before the day": f"{starts('2008-03-15', 'day')}, {finishes('2008-02-01', 'month')}",
        "the day before the year": f"{starts('2008-01-01', 'year')}, {finishes('2007-12-31', 'day')}",
        "the year before the year": f"{starts('2008-01-01', 'year')}, {finishes('2007-01-01', 'year')}",
    },
    "practice_ongoing_has_no_finish": {"with a finish": "ongoing = true"},
}

_MONEY = {
    "practice_budget_period_known": {"another": "budget_period = 'month', budget_years = NULL"},
    "practice_budget_has_its_period": {
        "amounts without period": "budget_period = '', budget_years = NULL",
        "euro without period": f"{NO_ORIGINAL}, budget_period = '', budget_years = NULL",
        "original amount without period": f"{NO_EURO}, budget_period = '', budget_years = NULL",
        "period without amount": f"{NO_EURO}, {NO_ORIGINAL}",
    },
    "practice_budget_years_with_their_period": {
        "several years, but how many": "budget_years = NULL",
        "no year": "budget_years = 0",
        "less than no year": "budget_years = -1",
        "years of a total": "budget_period = 'total'",
        "years of a yearly budget": "budget_period = 'per_year'",
        "years of no budget": f"{NO_EURO}, {NO_ORIGINAL}, budget_period = ''",
    },
    "practice_budget_not_negative": {
        "in euro": "budget_eur = -0.01",
        "in the original currency": "budget_original = -0.01",
    },
    "practice_budget_original_has_its_currency": {
        "amount without currency": "budget_currency = ''",
        "small letters": "budget_currency = 'pln'",
        "two letters": "budget_currency = 'PL'",
        "currency without amount": "budget_original = NULL, budget_rate = NULL",
        "rate without amount": "budget_original = NULL, budget_currency = ''",
    },
    "practice_budget_rate_positive": {"nothing": "budget_rate = 0", "less than nothing": "budget_rate = -4"},
}

_RESULTS = {
    "practice_beneficiaries_counted_before_described": {
        "when": "beneficiaries = NULL",
        "estimated": f"{NOBODY_COUNTED}, beneficiaries_estimated = true",
        "doubtful": f"{NOBODY_COUNTED}, beneficiaries_doubtful = true",
    },
    "practices_practice_beneficiaries_check": {"less than nobody": "beneficiaries = -1"},
    "practice_objectives_achieved_known": {"another": "objectives_achieved = 'mostly'"},
    "practice_evaluation_method_known": {"another": "evaluation_method = 'peer'"},
    "practice_national_programme_named_if_part": {
        "not part of one": "national_programme = false",
        "nobody knows": "national_programme = NULL",
    },
    "practice_cbp_in_range": {
        "none": "cbp = '{0}'",
        "a twelfth": "cbp = '{3,12}'",
        "unknown": "cbp = '{3,NULL}'",
    },
    "practice_enar_in_range": {
        "none": "enar = '{0}'",
        "a sixteenth": "enar = '{1,16}'",
        "unknown": "enar = '{1,NULL}'",
    },
}

BROKEN_FACT_SHEET: Mapping[str, Mapping[str, str]] = _IDENTITY | _PLACE | _DATES | _MONEY | _RESULTS

# What another fact sheet already has, the one with the slug "first".
TAKEN_FACT_SHEET: Mapping[str, Mapping[str, str]] = {
    "practices_practice_public_id_key": {
        "the same": "public_id = (SELECT public_id FROM practices_practice WHERE slug = 'first')"
    },
    "practices_practice_slug_key": {"the same": "slug = 'first'"},
    "practice_unique_in_its_collection": {"the same number": "external_id = 'first'"},
}

ALLOWED_FACT_SHEET: Mapping[str, str] = {
    "no original title": "original_title = '', original_title_language = ''",
    "a title in a language of three letters": "original_title_language = 'rom'",
    "international without being EU-wide": "scope = 'eu_international'",
    "the North Pole": "latitude = 90, longitude = 180",
    "the South Pole": "latitude = -90, longitude = -180",
    "no coordinates": "latitude = NULL, longitude = NULL",
    "no dates": f"{NO_START}, {NO_FINISH}",
    "no start": NO_START,
    "no finish": NO_FINISH,
    "no finish, ongoing": f"{NO_FINISH}, ongoing = true",
    "the last day of a month": starts("2008-03-31", "day"),
    "finish in the year of the start": finishes("2008-01-01", "year"),
    "finish in the month of the start": finishes("2008-03-01", "month"),
    "finish on the first day of the start's month": finishes("2008-03-01", "day"),
    "finish in an earlier month of a later year": finishes("2009-01-01", "month"),
    "finish in the month of a start known to the day": f"{starts('2008-03-15', 'day')}, "
    + finishes("2008-03-01", "month"),
    "finish in the year of a start known to the day": f"{starts('2008-12-31', 'day')}, "
    + finishes("2008-01-01", "year"),
    "finish on the day of the start": f"{starts('2008-03-15', 'day')}, {finishes('2008-03-15', 'day')}",
    "the same year": f"{starts('2008-01-01', 'year')}, {finishes('2008-01-01', 'year')}",
    "no budget": NO_BUDGET,
    "a budget of nothing": "budget_eur = 0, budget_original = 0",
    "only in euro": NO_ORIGINAL,
    "only in the original currency": NO_EURO,
    "converted, nobody knows how": "budget_rate = NULL",
    "a tiny rate": "budget_rate = 0.000001",
    "a tenth of a year": "budget_years = 0.1",
    "a total without years": "budget_period = 'total', budget_years = NULL",
    "a yearly budget without years": "budget_period = 'per_year', budget_years = NULL",
    "nobody counted": NOBODY_COUNTED,
    "nobody counted, with a note": f"{NOBODY_COUNTED}, beneficiaries_note = 'Not recorded.'",
    "nobody reached": "beneficiaries = 0",
    "part of a programme without a name": "national_programme_name = ''",
    "nobody knows whether part of a programme": "national_programme_name = '', national_programme = NULL",
    "every principle": "cbp = '{1,2,3,4,5,6,7,8,9,10,11}', enar = '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}'",
    "no principle": "cbp = '{}', enar = '{}'",
    "results left open": "objectives_achieved = '', evaluation_method = '', origin = ''",
}
