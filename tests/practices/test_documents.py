"""Fact sheets written down ready to be sent say exactly what the API would say without them, or are not sent."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from practices.api import documents, serializers
from practices.api.documents import refresh, stored, written_out
from practices.enums import Language
from practices.models import Document, Practice, Theme
from practices.search import Hit, follow_the_database, load
from practices.search.engine import ENGINE
from practices.texts import text_for
from tests.factories import (
    AssessmentFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    TextFactory,
)
from tests.factories.crowd import make_crowd
from tests.practices.test_search_engine import WAITING, value, wait_for
from tests.practices.test_search_noted import NAMED, OWN, WATCHED, execute
from tests.rivals import Rival

pytestmark = pytest.mark.django_db
LIST = "/api/v1/practices/?page_size=1000"
# A document has another title than its fact sheet, to be told from what is written out live.
MARK = "as it was written down"
LINKS = ("practice_countries", "practice_themes", "practice_aims", "practice_target_groups")


def live(practice: Practice) -> Any:
    """What the serializer says, as the API sends it."""
    return json.loads(written_out(serializers.PracticeSerializer(practice).data))


def listed(client: Client) -> dict[str, Any]:
    return {row["slug"]: row for row in client.get(LIST).json()["results"]}


@pytest.fixture
def practice() -> Any:
    """A fact sheet with all that there may be, in English and French, written down and marked."""
    made = PracticeFactory.create(full=True, slug="marked", countries=["FR", "DE"], themes=["employment", "sport"])
    for factory in (FundingFactory, PartnerFactory, IndicatorFactory, SourceFactory, AssessmentFactory):
        factory.create(practice=made)
    PracticeFactory.create(slug="other")
    TextFactory.create(practice=made, language="fr", title="Le titre")
    refresh()
    mark()
    return made


def mark() -> None:
    """Changes what is written down, and nothing else."""
    for document in Document.objects.all():
        document.body = json.dumps(json.loads(document.body) | {"title": MARK})
        document.save()


def served(client: Client, slug: str = "marked") -> bool:
    """Whether the list shows the fact sheet as it was written down."""
    return bool(listed(client)[slug]["title"] == MARK)


@pytest.mark.usefixtures("catalogue")
def test_documents_of_the_whole_catalogue_say_in_every_language_what_the_serializer_says():
    assert refresh() == Practice.objects.count() > 60
    practices = list(Practice.objects.for_api_list())
    for language in Language.values:
        with translation.override(language):
            written = stored([practice.pk for practice in practices], language)
            assert {key: json.loads(body) for key, body in written.items()} == {
                practice.pk: live(practice) for practice in practices
            }, language


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_list_made_of_documents_is_to_the_byte_the_list_without_them(client, language):
    make_crowd(seed=6, size=30)
    live = client.get(LIST, headers={"Accept-Language": language}).content
    assert refresh() == 30
    assert len(stored(list(Practice.objects.values_list("pk", flat=True)), language)) == 30
    assert client.get(LIST, headers={"Accept-Language": language}).content == live


def test_a_document_is_served(client, practice):
    assert served(client)


@pytest.mark.parametrize("table", [*WATCHED, *NAMED, "practices_practice"])
def test_a_change_of_any_table_is_in_the_very_next_answer(client, practice, table):
    own = {**dict.fromkeys(WATCHED, OWN), **NAMED, "practices_practice": "id = {key}"}[table]
    column = {"network_country": "name", "network_organisation": "name"}.get(table, "id")
    execute(f"UPDATE {table} SET {column} = {column} WHERE {own}".replace("{key}", str(practice.pk)))
    assert not served(client)


@pytest.mark.parametrize("other", ["practices_theme", "practices_aim", "practices_targetgroup"])
def test_the_order_of_a_vocabulary_is_in_the_very_next_answer(client, practice, other):
    execute(f"UPDATE {other} SET position = 9 WHERE code = (SELECT min(code) FROM {other})")
    assert not served(client)


def test_codes_stand_in_the_order_of_their_vocabulary(client, practice):
    for position, code in enumerate(["sport", "employment"]):
        Theme.objects.filter(pk=code).update(position=position)
    refresh()
    assert listed(client)["marked"]["themes"] == ["sport", "employment"]


def test_a_change_leaves_the_documents_of_others(client, practice):
    Practice.objects.exclude(pk=practice.pk).update(note="More.")
    assert (served(client), served(client, "other")) == (True, False)


def test_a_change_that_is_not_committed_yet_leaves_the_document_to_others(client, practice):
    number = "SELECT number FROM practices_change WHERE practice_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(number, [practice.pk])
        (before,) = cursor.fetchone()
    Practice.objects.filter(pk=practice.pk).update(note="More.")
    Document.objects.filter(practice=practice).update(number=before)
    assert not served(client)
    refresh()
    assert listed(client)["marked"]["note"] == "More."


def test_a_fact_sheet_that_changes_while_it_is_written_down_is_not_served_as_it_was(client, practice):
    execute("UPDATE practices_practice SET note = 'one' WHERE id = %s", practice.pk)
    outdated = documents._outdated()
    written = documents._documents(outdated)
    execute("UPDATE practices_practice SET note = 'two' WHERE id = %s", practice.pk)
    documents._replace(outdated, written)
    mark()
    assert not served(client)


def test_documents_of_another_address_are_not_served(client, practice, settings):
    documents.written_format.cache_clear()
    settings.SITE_URL = "https://practices.example.eu"
    try:
        assert not served(client)
        assert listed(client)["marked"]["url"] == "https://practices.example.eu/practices/marked/"
        assert refresh() == 2
        assert stored([practice.pk], "en")[practice.pk].count("https://practices.example.eu/") == 2
    finally:
        documents.written_format.cache_clear()


def test_documents_of_other_code_are_not_served(client, practice):
    Document.objects.update(format="of yesterday")
    assert not served(client)


def test_a_deleted_fact_sheet_is_gone_from_the_list(client, practice):
    practice.delete()
    assert sorted(listed(client)) == ["other"]
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert set(Document.objects.values_list("practice__slug", flat=True)) == {"other"}


def test_a_text_that_was_taken_away_is_gone_from_the_documents(practice):
    practice.texts.filter(language="fr").delete()
    assert refresh() == 1
    assert stored([practice.pk], "fr").keys() == {practice.pk}
    assert json.loads(stored([practice.pk], "fr")[practice.pk])["title"] == "Title of marked"
    assert list(Document.objects.filter(practice=practice).values_list("language", flat=True)) == ["en"]


def test_the_command_writes_down_what_changed(capsys, practice):
    Practice.objects.filter(pk=practice.pk).update(note="More.")
    for _ in range(2):
        call_command("refresh_documents")
    assert capsys.readouterr().out == "1 fact sheets written down\n0 fact sheets written down\n"


def test_writing_down_does_not_count_as_a_change(practice):
    Document.objects.all().delete()
    assert (refresh(), refresh()) == (2, 0)


# The rows of the page, then the documents; without them the rows with all that belongs to them.
COUNT, PAGE, DOCUMENTS = 1, 1, 1
ROWS, RELATED = 1, 9


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(LIST).json()["results"]) == 2
    return len(captured)


def test_a_list_costs_fewer_queries_with_documents_than_without(client, practice):
    assert queries(client) == COUNT + PAGE + DOCUMENTS
    Document.objects.all().delete()
    assert queries(client) == COUNT + PAGE + DOCUMENTS + ROWS + RELATED


@pytest.mark.django_db(transaction=True)
def test_with_bitmaps_the_changes_are_asked_for_instead_of_a_count(client):
    for slug in ("one", "two"):
        with transaction.atomic():
            PracticeFactory.create(full=True, slug=slug)
    ENGINE.forget()
    follow_the_database()
    changes, snapshot = 1, 3
    assert queries(client) == changes + PAGE + DOCUMENTS + snapshot + ROWS + RELATED
    refresh()
    assert queries(client) == changes + PAGE + DOCUMENTS


def load_all() -> int:
    """As pages are read."""
    hits = [Hit(key, None) for key in Practice.objects.values_list("pk", flat=True)]
    return len([text_for(practice, "en") for practice in load(hits, Practice.objects.for_list())])


def listed_all() -> int:
    """As the API's rows are."""
    return len(listed(Client()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("read", [load_all, listed_all, refresh])
def test_a_fact_sheet_that_is_deleted_while_it_is_read_does_no_harm(read):
    for slug in ("one", "two"):
        with transaction.atomic():
            PracticeFactory.create(full=True, slug=slug)

    key = Practice.objects.get(slug="one").pk
    follow_the_database()  # or the bitmaps are built meanwhile, and wait for the lock too

    def read_and_leave() -> int:
        try:
            found: int = read()
            return found
        finally:
            connection.close()

    with Rival() as rival, ThreadPoolExecutor(1) as pool:
        for part in ("practice", "practicetext", *LINKS):
            column = "id" if part == "practice" else "practice_id"
            rival.run(f"DELETE FROM practices_{part} WHERE {column} = {key}")
        # The fact sheet has been read when its themes are, and its texts have not.
        rival.run("LOCK TABLE practices_practice_themes")
        reading = pool.submit(read_and_leave)
        wait_for(lambda: value(WAITING) == 1)
        rival.commit()
        assert reading.result() == 2
    assert read() == {load_all: 1, listed_all: 1, refresh: 0}[read]
