"""The audit trail, written by the database itself, so that no way of writing can bypass it (0003_audit).

* `network_audit` is the trigger that notes what a statement did to a watched table. It works with the rights of the
  owner of the tables: nobody else needs the right to write the trail, and the application's role has not got it.
* `network_audit_stands` refuses every change of what is written, by the owner too.
* `network_audit_forget` is the one exception: it takes what an erased account said of itself out of the entries. It
  does so within a trigger of its own, which is all that `network_audit_stands` lets pass.

All name what they use with its schema: a temporary table of whoever writes must not stand in its place.
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

# What stands in the place of a value that is nobody's business, such as a password's hash.
HIDDEN = "[hidden]"

# The arguments of a trigger: the column that names a row, the columns whose values are hidden, those left out.
NOTING = """
-- Of a document, the parts that differ from those of another.
CREATE FUNCTION network_audit_differing(document jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(name, part), '{}') FROM jsonb_each(document) AS parts (name, part)
    WHERE other -> name IS DISTINCT FROM part
$$;

-- `OFFSET 0` has each row turned into a document once, instead of once for each time that it is named.
CREATE FUNCTION network_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1 AS $$
DECLARE
    acting CONSTANT bigint := nullif(current_setting('audit.actor', true), '');
    named CONSTANT text := coalesce(current_setting('audit.workflow', true), '');
    because CONSTANT text := coalesce(current_setting('audit.reason', true), '');
    key_column CONSTANT text := TG_ARGV[0];
    hidden CONSTANT text[] := TG_ARGV[1];
    left_out CONSTANT text[] := TG_ARGV[2];
    masked CONSTANT jsonb := coalesce(
        (SELECT jsonb_object_agg(name, '{hidden}'::text) FROM unnest(hidden) AS name), '{}');
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO public.network_auditentry
            (at, actor, workflow, reason, database_role, table_name, row_key, action)
        VALUES (clock_timestamp(), acting, named, because, session_user, TG_TABLE_NAME, '*', 'delete');
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO public.network_auditentry
            (at, actor, workflow, reason, database_role, table_name, row_key, action, after)
        SELECT clock_timestamp(), acting, named, because, session_user, TG_TABLE_NAME, whole ->> key_column, 'insert',
            whole - left_out || masked
        FROM (SELECT to_jsonb(one) AS whole FROM new_rows AS one OFFSET 0) AS rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO public.network_auditentry
            (at, actor, workflow, reason, database_role, table_name, row_key, action, before)
        SELECT clock_timestamp(), acting, named, because, session_user, TG_TABLE_NAME, whole ->> key_column, 'delete',
            whole - left_out || masked
        FROM (SELECT to_jsonb(one) AS whole FROM old_rows AS one OFFSET 0) AS rows;
    ELSE
        -- A row that got another key is one that went and one that came.
        INSERT INTO public.network_auditentry
            (at, actor, workflow, reason, database_role, table_name, row_key, action, before, after)
        WITH was AS MATERIALIZED (
            SELECT whole ->> key_column AS id, whole - left_out AS whole
            FROM (SELECT to_jsonb(one) AS whole FROM old_rows AS one OFFSET 0) AS rows
        ), is_now AS MATERIALIZED (
            SELECT whole ->> key_column AS id, whole - left_out AS whole
            FROM (SELECT to_jsonb(one) AS whole FROM new_rows AS one OFFSET 0) AS rows
        )
        SELECT clock_timestamp(), acting, named, because, session_user, TG_TABLE_NAME,
            coalesce(was.id, is_now.id),
            CASE WHEN is_now.id IS NULL THEN 'delete' WHEN was.id IS NULL THEN 'insert' ELSE 'update' END,
            CASE WHEN is_now.id IS NULL THEN was.whole || masked ELSE differing.before END,
            CASE WHEN was.id IS NULL THEN is_now.whole || masked ELSE differing.after END
        FROM was FULL JOIN is_now ON is_now.id = was.id
        LEFT JOIN LATERAL (
            SELECT jsonb_object_agg(name, CASE WHEN name = ANY (hidden) THEN '"{hidden}"'
                    WHEN documents THEN public.network_audit_differing(value, other) ELSE value END) AS before,
                jsonb_object_agg(name, CASE WHEN name = ANY (hidden) THEN '"{hidden}"'
                    WHEN documents THEN public.network_audit_differing(other, value) ELSE other END) AS after
            FROM jsonb_each(was.whole) AS columns (name, value),
                LATERAL (SELECT is_now.whole -> name AS other OFFSET 0) AS others,
                LATERAL (SELECT jsonb_typeof(value) || jsonb_typeof(other) = 'objectobject' AS documents) AS kinds
            WHERE other IS DISTINCT FROM value
        ) AS differing ON was.id = is_now.id
        WHERE was.whole IS DISTINCT FROM is_now.whole;
    END IF;
    RETURN NULL;
END $$;

-- Else whoever may make a temporary table could have it note what never happened.
REVOKE EXECUTE ON FUNCTION network_audit FROM PUBLIC;
""".replace("{hidden}", HIDDEN)

STANDING = """
CREATE FUNCTION network_audit_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- No setting says so: only within another trigger, and `network_audit_forgets` is the one that changes entries.
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'What the audit trail holds stands.' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER network_audit_stands BEFORE UPDATE OR DELETE ON network_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION network_audit_stands();
CREATE TRIGGER network_audit_stands_emptied BEFORE TRUNCATE ON network_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION network_audit_stands();
"""

# An address is one where no letter goes on before or behind it: `ana@x.eu` stands neither in `joana@x.eu` nor in
# `ana@x.eu.org`. In the text of a whole document, a line break before it is written as two signs, so the entries are
# looked for without that rule.
FORGETTING = r"""
CREATE FUNCTION network_audit_erased(said jsonb, pattern text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE jsonb_typeof(said)
        WHEN 'string' THEN to_jsonb(regexp_replace(said #>> '{}', pattern, '[erased]', 'gi'))
        WHEN 'array' THEN coalesce((
            SELECT jsonb_agg(public.network_audit_erased(value, pattern) ORDER BY place)
            FROM jsonb_array_elements(said) WITH ORDINALITY AS parts (value, place)), '[]')
        WHEN 'object' THEN coalesce((
            SELECT jsonb_object_agg(name, public.network_audit_erased(value, pattern))
            FROM jsonb_each(said) AS parts (name, value)), '{}')
        ELSE said
    END;
END $$;

CREATE FUNCTION network_audit_blanked(document jsonb, columns text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT document || coalesce(jsonb_object_agg(name, '[erased]'::text), '{}') FROM unnest(columns) AS name
    WHERE document -> name NOT IN ('null', '""', '"[hidden]"')
$$;

-- Holds nothing: to write into it is to have the trail forget somebody.
CREATE VIEW network_audit_forgetting AS
    SELECT NULL::bigint AS user_id, NULL::jsonb AS owned, NULL::text[] AS addresses, NULL::integer AS entries
    WHERE false;

CREATE FUNCTION network_audit_forgets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pattern text;   -- finds the addresses in a text
    written text;   -- finds all entries that hold them, and a few more, in the text of a whole document
    more integer := 0;
BEGIN
    WITH theirs AS MATERIALIZED (
        SELECT DISTINCT entry.table_name, entry.row_key, told.columns
        FROM jsonb_to_recordset(NEW.owned) AS told (name text, owner text, columns text[])
        JOIN public.network_auditentry AS entry ON entry.table_name = told.name
        WHERE NEW.user_id::text IN (entry.before ->> told.owner, entry.after ->> told.owner)
    ), said AS (
        SELECT entry.id, public.network_audit_blanked(entry.before, theirs.columns) AS before,
            public.network_audit_blanked(entry.after, theirs.columns) AS after,
            CASE entry.reason WHEN '' THEN '' ELSE '[erased]' END AS reason
        FROM theirs JOIN public.network_auditentry AS entry USING (table_name, row_key)
    )
    UPDATE public.network_auditentry AS entry SET before = said.before, after = said.after, reason = said.reason
    FROM said WHERE entry.id = said.id
        AND (entry.before, entry.after, entry.reason) IS DISTINCT FROM (said.before, said.after, said.reason);
    GET DIAGNOSTICS NEW.entries = ROW_COUNT;

    SELECT string_agg(format('(?<![[:alnum:]_.%%+-])%s(?![[:alnum:]_-]|\.[[:alnum:]])', plain), '|'),
        string_agg(regexp_replace(substr(quoted, 2, length(quoted) - 2), special, '\\\&', 'g'), '|')
    INTO pattern, written
    FROM unnest(NEW.addresses) AS address,
        LATERAL (SELECT '[][\\.^$*+?(){}|]' AS special) AS signs,
        LATERAL (SELECT regexp_replace(address, special, '\\\&', 'g') AS plain,
            to_json(address)::text AS quoted) AS forms
    WHERE address LIKE '%_@_%';
    IF pattern IS NOT NULL THEN
        WITH said AS MATERIALIZED (
            SELECT id, public.network_audit_erased(before, pattern) AS before,
                public.network_audit_erased(after, pattern) AS after,
                regexp_replace(reason, pattern, '[erased]', 'gi') AS reason
            FROM public.network_auditentry
            WHERE before::text ~* written OR after::text ~* written OR reason ~* pattern
        )
        UPDATE public.network_auditentry AS entry SET before = said.before, after = said.after, reason = said.reason
        FROM said WHERE entry.id = said.id
            AND (entry.before, entry.after, entry.reason) IS DISTINCT FROM (said.before, said.after, said.reason);
        GET DIAGNOSTICS more = ROW_COUNT;
    END IF;
    NEW.entries := NEW.entries + more;
    RETURN NEW;
END $$;

CREATE TRIGGER network_audit_forgets INSTEAD OF INSERT ON network_audit_forgetting
    FOR EACH ROW EXECUTE FUNCTION network_audit_forgets();

-- Takes what an erased account said of itself out of the trail. Of the rows that were its own (`owned`: tables, the
-- column that names whose a row is, the columns of text), whatever stood in these columns, and every reason; its
-- addresses out of all entries, whatever their capitals. Gives the number of entries, and notes it.
CREATE FUNCTION network_audit_forget(user_id bigint, owned jsonb, addresses text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found integer;
BEGIN
    IF EXISTS (SELECT FROM public.network_user WHERE id = network_audit_forget.user_id) THEN
        RAISE EXCEPTION 'Account % stands: what it says is not forgotten.', user_id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO public.network_audit_forgetting (user_id, owned, addresses) VALUES (user_id, owned, addresses)
        RETURNING entries INTO found;
    INSERT INTO public.network_auditentry
        (at, actor, workflow, reason, database_role, table_name, row_key, action, after)
    VALUES (clock_timestamp(), nullif(current_setting('audit.actor', true), '')::bigint, 'erase_account', '',
        session_user, 'network_user', user_id, 'update', jsonb_build_object('entries_erased', found));
    RETURN found;
END $$;

REVOKE EXECUTE ON FUNCTION network_audit_forget FROM PUBLIC;
"""

UNDO = [
    "DROP FUNCTION network_audit_forget",
    "DROP VIEW network_audit_forgetting",
    "DROP FUNCTION network_audit_forgets, network_audit_blanked, network_audit_erased",
    "DROP FUNCTION network_audit_stands CASCADE",
    "DROP FUNCTION network_audit CASCADE",
    "DROP FUNCTION network_audit_differing",
]

# What each kind of statement left to look at. A table is emptied after the note: a test empties the trail with it.
EVENTS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
    "truncate": "BEFORE TRUNCATE ON {table}",
}


def watch(table: str, *, key: str = "id", hiding: Sequence[str] = (), leaving_out: Sequence[str] = ()) -> RunSQL:
    """Has every change of the table noted in the audit trail, from this migration on.

    Args:
        key: the column that names a row.
        hiding: columns whose changes are noted without their values: secrets.
        leaving_out: columns that are not noted at all.
    """
    arguments = ", ".join(f"'{argument}'" for argument in (key, _array(hiding), _array(leaving_out)))
    return RunSQL(
        [
            f"CREATE TRIGGER network_audit_{event} {when.format(table=table)}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION network_audit({arguments})"
            for event, when in EVENTS.items()
        ],
        [f"DROP TRIGGER IF EXISTS network_audit_{event} ON {table}" for event in EVENTS],
    )


def _array(columns: Sequence[str]) -> str:
    return f"{{{','.join(columns)}}}"
