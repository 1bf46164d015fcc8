"""Every way in which a change in one table breaks a rule about another, and some in which it only just does not.

The statements name fact sheets by slug: "plain" in English, about France; "nordic" in Swedish, about Sweden and Italy;
"wide" in English, EU-wide. See `three_fact_sheets`.
"""

from collections.abc import Mapping

from tests.factories import PracticeFactory, TextFactory

ORIGINAL_TEXT = "practice_has_its_original_text"
COUNTRIES = "practice_countries_fit_reach"

PLAIN = "(SELECT id FROM practices_practice WHERE slug = 'plain')"
NORDIC = "(SELECT id FROM practices_practice WHERE slug = 'nordic')"
WIDE = "(SELECT id FROM practices_practice WHERE slug = 'wide')"

# A second fact sheet like the one named "plain"; its text and its country are added apart.
ADD_FACT_SHEET = """
INSERT INTO practices_practice
SELECT (jsonb_populate_record(plain, jsonb_build_object(
    'id', -1, 'slug', 'added', 'external_id', 'added', 'public_id', gen_random_uuid()
))).* FROM practices_practice plain WHERE slug = 'plain';
"""
ADD_TEXT = """
INSERT INTO practices_practicetext
SELECT (jsonb_populate_record(text, '{"id": -1, "practice_id": -1}')).*
FROM practices_practicetext text WHERE practice_id = (SELECT id FROM practices_practice WHERE slug = 'plain');
"""
ADD_COUNTRY = "INSERT INTO practices_practice_countries (practice_id, country_id) VALUES (-1, 'FR');"
MAKE_WIDE = f"UPDATE practices_practice SET eu_wide = true, scope = 'eu_international' WHERE id = {PLAIN};"
MAKE_NARROW = f"UPDATE practices_practice SET eu_wide = false WHERE id = {WIDE};"
DROP_COUNTRIES = f"DELETE FROM practices_practice_countries WHERE practice_id = {PLAIN};"
DROP_TEXT = f"DELETE FROM practices_practicetext WHERE practice_id = {PLAIN};"
TEXT_IN_FRENCH = f"UPDATE practices_practicetext SET language = 'fr' WHERE practice_id = {PLAIN};"
ORIGINAL_IN_FRENCH = f"UPDATE practices_practice SET language = 'fr' WHERE id = {PLAIN};"

# By rule and by the table that is held to it: what is wrong, and the statements that do it.
BROKEN_ACROSS_TABLES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("practices_practice", ORIGINAL_TEXT): {
        "added without a text": ADD_FACT_SHEET + ADD_COUNTRY,
        "its text deleted": DROP_TEXT,
        "its text in another language": TEXT_IN_FRENCH,
        "its text moved to another": f"UPDATE practices_practicetext SET practice_id = {NORDIC}"
        f" WHERE practice_id = {PLAIN};",
        "a missing language called the original": ORIGINAL_IN_FRENCH,
    },
    ("practices_practice", COUNTRIES): {
        "added without a country": ADD_FACT_SHEET + ADD_TEXT,
        "made EU-wide, with a country left": MAKE_WIDE,
        "no longer EU-wide, without a country": MAKE_NARROW,
    },
    ("practices_practice_countries", COUNTRIES): {
        "its only country removed": DROP_COUNTRIES,
        "a country added to an EU-wide one": "INSERT INTO practices_practice_countries (practice_id, country_id)"
        f" VALUES ({WIDE}, 'FR');",
        "its only country moved to another": f"UPDATE practices_practice_countries SET practice_id = {NORDIC}"
        f" WHERE practice_id = {PLAIN};",
        "one of two countries moved to an EU-wide one": f"UPDATE practices_practice_countries SET practice_id = {WIDE}"
        f" WHERE practice_id = {NORDIC} AND country_id = 'SE';",
    },
}

ALLOWED_ACROSS_TABLES: Mapping[str, str] = {
    "added, then its text and its country": ADD_FACT_SHEET + ADD_TEXT + ADD_COUNTRY,
    "text and original change their language together": TEXT_IN_FRENCH + ORIGINAL_IN_FRENCH,
    "a translation deleted": f"DELETE FROM practices_practicetext WHERE practice_id = {NORDIC} AND language = 'fr';",
    "a translation becomes the original": f"UPDATE practices_practice SET language = 'fr' WHERE id = {NORDIC};",
    "made EU-wide, then its countries removed": MAKE_WIDE + DROP_COUNTRIES,
    "its countries removed, then made EU-wide": DROP_COUNTRIES + MAKE_WIDE,
    "no longer EU-wide, then a country added": MAKE_NARROW
    + f"INSERT INTO practices_practice_countries (practice_id, country_id) VALUES ({WIDE}, 'FR');",
    "one country in the place of another": DROP_COUNTRIES
    + f"INSERT INTO practices_practice_countries (practice_id, country_id) VALUES ({PLAIN}, 'SE');",
    "one of two countries removed": f"DELETE FROM practices_practice_countries WHERE practice_id = {NORDIC}"
    " AND country_id = 'SE';",
}


def three_fact_sheets() -> None:
    """What the statements above name."""
    PracticeFactory(slug="plain", language="en", countries=["FR"])
    nordic = PracticeFactory(slug="nordic", language="sv", countries=["SE", "IT"])
    TextFactory(practice=nordic, language="fr", title="Le titre")
    PracticeFactory(slug="wide", language="en", eu_wide=True, scope="eu_international")
