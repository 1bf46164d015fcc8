"""What finding stands on, all of it kept by PostgreSQL itself, so that no way of writing can bypass it (0004_search).

* `practices_change` holds the latest change of each fact sheet. Triggers on every table that a fact sheet is made of
  write it, at once. Processes that count follow it (practices/search/feed.py).
* `practices_entry` (what lists are sorted by) and `practices_searchtext` (what words are looked up in) are made anew
  at the end of each transaction for the fact sheets that it changed, each once, however many rows were touched.
* `practices_document` holds fact sheets as the API serves them. One that is older than the latest change of its fact
  sheet is not served (practices/api/documents.py).
"""

from collections.abc import Iterator

# Languages with a stemmer in PostgreSQL 15, the oldest supported; words of the others are kept as they are.
STEMMERS = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "ga": "irish", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish",
}  # fmt: skip

# Neither capitals nor accents count. Greek and Cyrillic capitals are named because a server whose locale is “C” leaves
# them alone; a final sigma is a sigma; a Turkish I loses its dot, or gains it, before it is made small.
WORDS = """
CREATE FUNCTION practices_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(
        lower(unaccent(regexp_replace(normalize(said, NFD), '[\u0300-\u036f]', '', 'g'))),
        'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
        'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзиклмнопрстуфхцчшщъыьэюя'
    )
$$;

CREATE FUNCTION practices_stemmer(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE language {stemmers} ELSE 'pg_catalog.simple'::regconfig END
$$;

-- Stems with their places for words and phrases; words as written for those of which only a beginning is typed.
-- PostgreSQL keeps no more than a megabyte of words: of a longer text the beginning is searched.
CREATE FUNCTION practices_words(language text, said text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector(practices_stemmer(language), folded), weight)
        || strip(to_tsvector('pg_catalog.simple', folded))
    FROM practices_fold(left(said, 100000)) AS folded
$$;

-- What looks for a word or phrase in the texts of a language.
CREATE FUNCTION practices_query(language text, said text, phrase boolean, beginning boolean) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN phrase THEN phraseto_tsquery(practices_stemmer(language), folded)
        WHEN beginning THEN plainto_tsquery(practices_stemmer(language), folded)
            || to_tsquery('pg_catalog.simple', '''' || regexp_replace(folded, '([''\\\\])', '\\1\\1', 'g') || ''':*')
        ELSE plainto_tsquery(practices_stemmer(language), folded)
    END
    FROM practices_fold(said) AS folded
$$;
""".replace(
    "{stemmers}", " ".join(f"WHEN '{code}' THEN 'pg_catalog.{name}'::regconfig" for code, name in STEMMERS.items())
)

INDEXING = """
-- The title that a reader of a language is shown: in it, else in English, else the original; as lists are sorted.
CREATE FUNCTION practices_title(practice practices_practice, reader text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT lower(unaccent(title)) FROM practices_practicetext
    WHERE practice_id = practice.id AND language IN (reader, 'en', practice.language)
    ORDER BY language = reader DESC, language = 'en' DESC LIMIT 1
$$;

-- The names by which a fact sheet is also found: of organiser, partners, place and countries.
CREATE FUNCTION practices_names(practice practices_practice) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' . ', practice.place_name, practice.partners_text,
        (SELECT string_agg(
            concat_ws(' . ', name, place_name, (SELECT string_agg(value, ' . ') FROM jsonb_each_text(names))), ' . ')
         FROM network_organisation
         WHERE id = practice.organiser_id
            OR id IN (SELECT organisation_id FROM practices_partner WHERE practice_id = practice.id)),
        (SELECT string_agg(concat_ws(' . ', name_en, name_fr), ' . ')
         FROM network_country JOIN practices_practice_countries ON country_id = code WHERE practice_id = practice.id))
$$;

CREATE FUNCTION practices_index(changed bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    practice practices_practice;
    names text;
BEGIN
    DELETE FROM practices_searchtext WHERE practice_id = changed;
    SELECT * INTO practice FROM practices_practice WHERE id = changed;
    IF NOT FOUND THEN
        DELETE FROM practices_entry WHERE practice_id = changed;
        DELETE FROM practices_document WHERE practice_id = changed;
        RETURN;
    END IF;
    INSERT INTO practices_entry
        (practice_id, title_en, title_fr, started_first, started_last, updated_at, budget, beneficiaries)
    VALUES (changed, practices_title(practice, 'en'), practices_title(practice, 'fr'),
        coalesce(practice.started_on, '9999-12-31'), coalesce(practice.started_on, '0001-01-01'), practice.updated_at,
        coalesce(practice.budget_eur, -1), coalesce(practice.beneficiaries, -1))
    ON CONFLICT (practice_id) DO UPDATE SET
        title_en = excluded.title_en, title_fr = excluded.title_fr, started_first = excluded.started_first,
        started_last = excluded.started_last, updated_at = excluded.updated_at, budget = excluded.budget,
        beneficiaries = excluded.beneficiaries;
    names := practices_names(practice);
    INSERT INTO practices_searchtext (practice_id, language, head, words)
    SELECT changed, language, head, head || practices_words(language, concat_ws(E'\\n', {sections}), 'D')
    FROM practices_practicetext,
        LATERAL (SELECT practices_words(language, concat_ws(' . ', title, practice.original_title), 'A')
            || practices_words(language, summary, 'B') || practices_words(language, names, 'C')) AS folded (head)
    WHERE practice_id = changed;
    INSERT INTO practices_word (written, folded)
    SELECT written, practices_fold(written)
    FROM (SELECT DISTINCT word FROM practices_practicetext,
            regexp_split_to_table(lower(concat_ws(' ', title, summary, practice.original_title, names)),
                '[[:space:][:punct:]\u2010-\u2027\u00ab\u00b7\u00bb]+') AS word
          WHERE practice_id = changed AND length(word) BETWEEN 4 AND 40 AND word !~ '[0-9]') AS words (written)
    -- Two who add a word at the same time both add it: were it unique, one would wait for the other's whole import.
    WHERE NOT EXISTS (SELECT FROM practices_word AS known WHERE known.written = words.written);
END $$;

-- At the end of the transaction, and for the last of its changes only: the ones before it fire too, but are outdated.
CREATE FUNCTION practices_index_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM practices_index(NEW.practice_id)
    FROM practices_change WHERE practice_id = NEW.practice_id AND number = NEW.number;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER practices_index_changed AFTER INSERT OR UPDATE ON practices_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practices_index_changed();
""".replace(
    "{sections}",
    "introduction, policy_challenges, specific_objectives, target_groups, type_of_assistance, main_activities,"
    " relations, staff_training, outcomes, scope_for_replication, evaluation, other_information",
)

NOTING = """
CREATE SEQUENCE practices_change_number;

-- In the order of their ids, so that two who change several cannot wait for each other.
CREATE FUNCTION practices_note(changed bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO practices_change (practice_id, transaction, number)
    SELECT id, pg_current_xact_id(), nextval('practices_change_number')
    FROM (SELECT DISTINCT unnest(changed) AS id ORDER BY 1) AS ids WHERE id IS NOT NULL
    ON CONFLICT (practice_id) DO UPDATE SET transaction = excluded.transaction, number = excluded.number
$$;

CREATE FUNCTION practices_note_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM practices_entry;
    DELETE FROM practices_searchtext;
    DELETE FROM practices_document;
    PERFORM practices_note(ARRAY[0]);
    RETURN NULL;
END $$;

CREATE TRIGGER practices_note_emptied AFTER TRUNCATE ON practices_practice
    FOR EACH STATEMENT EXECUTE FUNCTION practices_note_emptied();
"""

# Which fact sheets a changed row of a table concerns.
OF_A_PRACTICE = "SELECT practice_id FROM {rows}"
CONCERNED = {
    "practices_practice": "SELECT id FROM {rows}",
    **dict.fromkeys(
        (
            "practices_practicetext", "practices_practice_countries", "practices_practice_themes",
            "practices_practice_aims", "practices_practice_target_groups", "practices_funding", "practices_partner",
            "practices_indicator", "practices_source", "practices_assessment",
        ),
        OF_A_PRACTICE,
    ),
    "network_organisation": (
        "SELECT practice.id FROM practices_practice AS practice JOIN {rows} ON organiser_id = {rows}.id"
        " UNION SELECT practice_id FROM practices_partner JOIN {rows} ON organisation_id = {rows}.id"
    ),
    "network_country": "SELECT practice_id FROM practices_practice_countries JOIN {rows} ON country_id = code",
}  # fmt: skip
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

# What a row names, by table: column that names it, table and key of what is named. Whoever changes an organisation
# cannot see a fact sheet that is just being added to it, and so would not note it; whoever names it therefore waits
# for him, or he for them.
NAMED = {
    "practices_practice": ("id", "organiser_id", "network_organisation", "id"),
    "practices_partner": ("id", "organisation_id", "network_organisation", "id"),
    "practices_practice_countries": ("id", "country_id", "network_country", "code"),
}


def _lock(table: str, event: str) -> str:
    """What locks the named rows that a statement names anew, in the order of their keys."""
    if table not in NAMED or event == "DELETE":
        return ""
    row, column, named, key = NAMED[table]
    anew = "SELECT {row}, {column} FROM new_rows"
    if event == "UPDATE":
        anew += " EXCEPT SELECT {row}, {column} FROM old_rows"
    lock = "PERFORM FROM {named} WHERE {key} IN (SELECT {column} FROM ({anew}) AS a) ORDER BY {key} FOR SHARE; "
    return lock.replace("{anew}", anew).format(row=row, column=column, named=named, key=key)


def triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger that notes changes: one for each table and event."""
    for table, concerned in CONCERNED.items():
        for event, sides in EVENTS.items():
            name = f"{table}_noted_{event.lower()}"
            tables = " ".join(f"{side} TABLE AS {side.lower()}_rows" for side in sides)
            ids = " UNION ".join(concerned.replace("{rows}", f"{side.lower()}_rows") for side in sides)
            function = (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN {_lock(table, event)}PERFORM practices_note(ARRAY({ids})); RETURN NULL; END $$;"
            )
            trigger = (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {tables}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
            yield name, f"{function} {trigger}"


UNDO = [
    *(f"DROP FUNCTION {name} CASCADE" for name, _statement in triggers()),
    "DROP FUNCTION practices_note_emptied, practices_note_all, practices_note_vocabulary CASCADE",
    "DROP FUNCTION practices_note",
    "DROP SEQUENCE practices_change_number",
    "DROP FUNCTION practices_index_changed CASCADE",
    "DROP FUNCTION practices_index, practices_names, practices_title",
    "DROP FUNCTION practices_query, practices_words, practices_stemmer, practices_fold",
]

# Emptying a table of what belongs to fact sheets concerns them all; emptying theirs is another matter (NOTING).
NOTE_ALL_WHEN_EMPTIED = "; ".join(
    [
        """CREATE FUNCTION practices_note_all() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM practices_note(ARRAY(SELECT id FROM practices_practice)); RETURN NULL; END $$""",
        *(
            f"CREATE TRIGGER {table}_noted_truncate AFTER TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION practices_note_all()"
            for table in CONCERNED
            if table != "practices_practice"
        ),
    ]
)

# The words that label facets: whoever remembers them is told to read them again.
NOTE_VOCABULARY = "; ".join(
    [
        """CREATE FUNCTION practices_note_vocabulary() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM practices_note(ARRAY[-1]); RETURN NULL; END $$""",
        *(
            f"CREATE TRIGGER {table}_noted_vocabulary AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION practices_note_vocabulary()"
            for table in (
                "practices_theme", "practices_aim", "practices_targetgroup", "practices_collection", "network_country"
            )
        ),
    ]
)  # fmt: skip

# What stood before is noted too, and indexed now: a table with work left for later takes no index.
NOTE_ALL = """
SELECT practices_note(ARRAY(SELECT id FROM practices_practice));
SET CONSTRAINTS practices_index_changed IMMEDIATE;
"""
