"""The two rules of a fact sheet that span tables, kept by PostgreSQL at the end of each transaction.

A text is added after its fact sheet and a country after both, so the rules are deferred. Each is race-free: the first
is a foreign key, the second locks the fact sheet before it counts.
"""

from typing import ClassVar

from django.db import migrations

# Exactly one original text: the row in the language that the fact sheet names.
ORIGINAL_TEXT = """
ALTER TABLE practices_practice
    ADD CONSTRAINT practice_has_its_original_text
    FOREIGN KEY (id, language) REFERENCES practices_practicetext (practice_id, language)
    DEFERRABLE INITIALLY DEFERRED
"""

# EU-wide excludes countries; everything else names at least one.
COUNTRIES_FIT_REACH = """
CREATE FUNCTION practice_countries_fit_reach() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    field text := CASE WHEN TG_TABLE_NAME = 'practices_practice' THEN 'id' ELSE 'practice_id' END;
    changed bigint;
    reach boolean;
BEGIN
    -- OLD or NEW is null where there is none; a moved country concerns both its fact sheets.
    FOREACH changed IN ARRAY ARRAY[to_jsonb(OLD) ->> field, to_jsonb(NEW) ->> field]::bigint[] LOOP
        SELECT eu_wide INTO reach FROM practices_practice WHERE id = changed FOR NO KEY UPDATE;
        IF FOUND AND reach = EXISTS (SELECT FROM practices_practice_countries WHERE practice_id = changed) THEN
            RAISE EXCEPTION 'practice % breaks practice_countries_fit_reach: %', changed,
                CASE WHEN reach THEN 'EU-wide, yet it names countries' ELSE 'no country named, yet not EU-wide' END
                USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_countries_fit_reach';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER practice_countries_fit_reach
    AFTER INSERT OR UPDATE OF eu_wide ON practices_practice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practice_countries_fit_reach();

CREATE CONSTRAINT TRIGGER practice_countries_fit_reach
    AFTER INSERT OR UPDATE OR DELETE ON practices_practice_countries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practice_countries_fit_reach();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("practices", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            ORIGINAL_TEXT, "ALTER TABLE practices_practice DROP CONSTRAINT practice_has_its_original_text"
        ),
        migrations.RunSQL(
            COUNTRIES_FIT_REACH,
            "DROP TRIGGER practice_countries_fit_reach ON practices_practice;"
            "DROP TRIGGER practice_countries_fit_reach ON practices_practice_countries;"
            "DROP FUNCTION practice_countries_fit_reach();",
        ),
    ]
