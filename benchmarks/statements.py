"""The searches of the benchmark as bare SQL, on the tables and indexes that the site has."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from benchmarks.facet_sql import EVIDENCE, FACETS, Single, counted_together, restriction

if TYPE_CHECKING:
    from benchmarks.cases import Query

# A statement and its parameters.
Statement = tuple[str, list[Any]]

PAGE = 20
# The planner does not know what it costs to unpack the words of a text, and reads all texts where a word is common.
# Here it may not, and has the memory for a table of all matches.
FOR_WORDS = "SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '64MB'"
# Those that the catalogue has texts in (benchmarks/reality.py); one arm each, since each has an index of its own.
LANGUAGES = ("bg", "de", "el", "en", "es", "fi", "fr", "it", "ro")
_WEIGHTS = "{0, 0.1, 0.2, 1}"

# All that a row of the API shows; addresses are put together from the slug by whoever shows them.
_ROW = f"""
    p.public_id, p.slug, text.title, p.original_title, p.original_title_language, p.language,
    (SELECT json_agg(language ORDER BY language) FROM practices_practicetext WHERE practice_id = p.id) AS languages,
    text.summary,
    (SELECT json_agg(country_id ORDER BY country_id) FROM practices_practice_countries WHERE practice_id = p.id)
        AS countries,
    p.scope, p.place_name, p.nuts_code, p.latitude, p.longitude,
    json_build_object('id', o.public_id, 'name', o.name, 'kind', o.kind) AS organiser,
    p.started_on, p.started_precision, p.finished_on, p.finished_precision, p.ongoing, p.dimension,
    (SELECT json_agg(theme_id ORDER BY position, code) FROM practices_practice_themes
        JOIN practices_theme ON code = theme_id WHERE practice_id = p.id) AS themes,
    (SELECT json_agg(aim_id ORDER BY position, code) FROM practices_practice_aims
        JOIN practices_aim ON code = aim_id WHERE practice_id = p.id) AS aims,
    (SELECT json_agg(targetgroup_id ORDER BY position, code) FROM practices_practice_target_groups
        JOIN practices_targetgroup ON code = targetgroup_id WHERE practice_id = p.id) AS target_groups,
    p.type_of_project, p.budget_eur, p.budget_period, p.budget_years, p.budget_original, p.budget_currency,
    p.budget_rate, p.budget_note, p.budget_doubtful,
    (SELECT json_agg(json_build_object('level', level, 'name', name, 'amount_eur', amount_eur, 'share', share)
        ORDER BY position, id) FROM practices_funding WHERE practice_id = p.id) AS funding,
    (SELECT json_agg(json_build_object('id', partner.public_id, 'name', partner.name, 'kind', named.kind)
        ORDER BY named.position, named.id) FROM practices_partner AS named
        JOIN network_organisation AS partner ON partner.id = named.organisation_id WHERE practice_id = p.id)
        AS partners,
    p.partners_text, p.beneficiaries, p.beneficiaries_estimated, p.beneficiaries_doubtful, p.beneficiaries_when,
    p.beneficiaries_note,
    (SELECT json_agg(json_build_object('label', label, 'value', value, 'unit', unit, 'year', year,
        'baseline_value', baseline_value, 'baseline_year', baseline_year, 'doubtful', doubtful, 'note', note)
        ORDER BY position, id) FROM practices_indicator WHERE practice_id = p.id) AS indicators,
    p.objectives_achieved, p.national_programme, p.national_programme_name, p.transferable, p.transfer_explanation,
    p.replicated, p.replication_note, p.evaluation_method, {EVIDENCE} AS evidence_level, p.cbp, p.enar,
    p.collection_id, p.external_id, p.origin,
    (SELECT json_agg(json_build_object('title', title, 'section', section, 'url', url) ORDER BY position, id)
        FROM practices_source WHERE practice_id = p.id) AS sources,
    p.note, p.last_confirmed_on, p.updated_at
"""
_FROM = """
    FROM page
    JOIN practices_practice AS p ON p.id = page.id
    JOIN network_organisation AS o ON o.id = p.organiser_id
    CROSS JOIN LATERAL (
        SELECT title, summary FROM practices_practicetext
        WHERE practice_id = p.id AND language IN ('en', p.language) ORDER BY language = 'en' DESC LIMIT 1
    ) AS text
    ORDER BY page.at
"""
_SHORT = "SELECT p.public_id, p.slug, text.title"


def page_of(query: "Query", *, place: tuple[Any, int] | None, whole: bool, many: bool) -> Statement:
    """The rows of a page: public id and slug first.

    Args:
        place: what the row before the page is sorted by, and its id: where a deep page begins.
        whole: with all that a row of the API shows, else with the title alone.
        many: whether a word has so many matches that the first rows of the list are soon met among them.
    """
    wanted = "SELECT" + _ROW if whole else _SHORT
    if query.ranked:
        found, parameters = _worth(query)
        page = f"SELECT id, row_number() OVER (ORDER BY worth DESC, id) AS at FROM ({found}) AS found"
        return f"WITH page AS ({page} ORDER BY worth DESC, id LIMIT {PAGE}) {wanted} {_FROM}", parameters
    conditions, parameters = _conditions(query)
    if query.word:
        words, values = _words(query.word)
        # What must be true and not only hold is tested row by row, against a table of all matches.
        conditions.append(f"(e.practice_id IN ({words})) IS TRUE" if many else f"e.practice_id IN ({words})")
        parameters += values
    if place:
        conditions.append("(e.title_en, e.practice_id) > (%s, %s)")
        parameters += place
    page = (
        "SELECT p.id, row_number() OVER (ORDER BY e.title_en, e.practice_id) AS at"
        " FROM practices_entry AS e JOIN practices_practice AS p ON p.id = e.practice_id"
        f"{_where(conditions)} ORDER BY e.title_en, e.practice_id LIMIT {PAGE}"
    )
    return f"WITH page AS ({page}) {wanted} {_FROM}", parameters


def count_of(query: "Query") -> Statement:
    """How many match."""
    conditions, parameters = _conditions(query)
    if query.word:
        words, values = _words(query.word)
        if not conditions:
            return f"SELECT count(DISTINCT practice_id) FROM ({words}) AS words", values
        conditions.append(f"p.id IN ({words})")
        parameters += values
    return f"SELECT count(*) FROM practices_practice AS p{_where(conditions)}", parameters


def facets_of(query: "Query") -> Statement:
    """Facet, value and count of every facet, each counted over what all the others leave, in one statement."""
    parameters: list[Any] = []
    tables = {}
    singles = [name for name, facet in FACETS.items() if isinstance(facet, Single)]
    chosen = [name for name in query.filters if name in FACETS]
    for left_out in ("", *chosen):
        wanted = [left_out] if left_out else singles
        columns = "".join(f", {facet.value} AS {n}" for n in wanted if isinstance(facet := FACETS[n], Single))
        conditions, values = _conditions(query, but=left_out)
        if query.word:
            words, more = _words(query.word)
            conditions.append(f"p.id IN ({words})")
            values += more
        tables[f"found_{left_out}"] = (
            f"SELECT p.id{columns} FROM practices_practice AS p"
            f" JOIN network_organisation AS o ON o.id = p.organiser_id{_where(conditions)}"
        )
        parameters += values
    counted = [counted_together([name for name in singles if name not in chosen], "found_")]
    for name, facet in FACETS.items():
        if isinstance(facet, Single):
            if name in chosen:
                counted.append(f"SELECT '{name}', {name}, count(*) FROM found_{name} GROUP BY 2")
            continue
        among = f"found_{name}" if name in chosen else "found_"
        # Without any restriction, all rows of a table count and need not be looked up among those found.
        restricted = bool(query.word or query.filters)
        counted.append(facet.counted(name, among if restricted else ""))
    with_tables = ", ".join(f"{name} AS MATERIALIZED ({said})" for name, said in tables.items())
    return f"WITH {with_tables} {' UNION ALL '.join(counted)}", parameters


def _conditions(query: "Query", but: str = "") -> tuple[list[str], list[Any]]:
    conditions, parameters = [], []
    for name, chosen in query.filters.items():
        if name != but:
            condition, values = restriction(name, chosen)
            conditions.append(condition)
            parameters += values
    return conditions, parameters


def _words(word: str) -> Statement:
    """The ids of the fact sheets of which a text in any language has a word that begins so, or its stem."""
    arms = [
        f"SELECT practice_id FROM practices_searchtext WHERE language = '{code}' AND words @@ {_query(code)}"
        for code in LANGUAGES
    ]
    return " UNION ALL ".join(arms), [word] * len(LANGUAGES)


def _worth(query: "Query") -> Statement:
    """The same with what each is worth: titles before summaries before names, all others alike."""
    arms = [
        f"SELECT practice_id, ts_rank('{_WEIGHTS}', head, {_query(code)}) AS worth FROM practices_searchtext"
        f" WHERE language = '{code}' AND words @@ {_query(code)}"
        for code in LANGUAGES
    ]
    parameters: list[Any] = [query.word] * (2 * len(LANGUAGES))
    found = f"SELECT practice_id AS id, max(worth) AS worth FROM ({' UNION ALL '.join(arms)}) AS arms GROUP BY 1"
    conditions, values = _conditions(query)
    if conditions:
        found = f"SELECT found.* FROM ({found}) AS found JOIN practices_practice AS p USING (id){_where(conditions)}"
    return found, [*parameters, *values]


def _query(language: str) -> str:
    return f"practices_query('{language}', %s, false, true)"


def _where(conditions: Iterable[str]) -> str:
    said = " AND ".join(conditions)
    return f" WHERE {said}" if said else ""
