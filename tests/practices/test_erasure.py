"""What the site keeps of a person is theirs: to see, to take along, and to take out of everything."""

import json
import re

import pytest
from django.apps import apps
from django.db.models import EmailField

from network.models import AuditEntry, OutboxMail, User
from practices.models import Draft
from practices.workflows import personal_data
from tests.conftest import PROJECT
from tests.factories import UserFactory
from tests.practices.leaver import PASSWORD, Leaver, columns_with, erase

ROW = re.compile(r"^\| (\w+) \| (\w+) \| ", re.MULTILINE)
LISTED = {pair for pair in ROW.findall((PROJECT / "docs" / "personal-data.md").read_text()) if pair[0] != "table"}
# The general address of an organisation.
NOT_PERSONAL = {("network_organisation", "contact_email")}


@pytest.fixture
def person(db: None) -> Leaver:
    return Leaver()


def test_the_words_sit_in_every_column_that_the_document_lists(person):
    missing = {
        (column, word) for column, words in person.words.items() for word in words if column not in columns_with(word)
    }
    assert (missing, LISTED - person.words.keys()) == (set(), set())


def test_the_document_lists_every_column_in_which_the_words_sit(person):
    words = {word for words in person.words.values() for word in words}
    assert {column for word in words for column in columns_with(word)} - LISTED == set()


def test_the_document_lists_every_address():
    addresses = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EmailField)
    }
    assert addresses - NOT_PERSONAL - LISTED == set()


def test_after_the_erasure_no_word_is_anywhere(client, person):
    erase(client, person.user)
    words = {word for words in person.words.values() for word in words} | {"O'Finch", "O&#x27;Finch"}
    assert {word: columns_with(word) for word in sorted(words) if columns_with(word)} == {}


def test_after_the_erasure_the_account_is_closed_to_its_session(client, person):
    answer = erase(client, person.user)
    assert (
        answer.status_code,
        client.get("/account/data/").status_code,
        User.objects.filter(pk=person.user.pk).count(),
    ) == (
        302,
        302,
        0,
    )


def test_what_was_written_for_the_organisation_stays_without_a_name(client, person):
    erase(client, person.user)
    draft = Draft.objects.get(pk=person.draft.pk)
    comment = draft.comments.get()
    assert (draft.title, draft.created_by, comment.text, comment.author) == ("Mothers", None, "Shorter, please.", None)


def test_the_trail_says_that_somebody_was_erased(client, person):
    number = person.user.pk
    erase(client, person.user)
    said = AuditEntry.objects.filter(workflow="erase_account", table="network_user", row=str(number))
    assert list(said.order_by("id").values_list("action", flat=True)) == ["delete", "update"]


def test_mails_to_others_stay_without_the_name(client, person):
    erase(client, person.user)
    left = OutboxMail.objects.get(subject__contains="asks")
    assert (left.subject, left.text, left.html) == (
        "[erased] asks", "[erased] ([erased]) asks", "<p>[erased], [erased]</p>"
    )  # fmt: skip


def test_a_mail_that_says_a_name_is_found_by_it(client, person):
    erase(client, person.user)
    left = OutboxMail.objects.get(occasion__startswith="comment:")
    assert (left.subject, "Shorter, please." in left.text) == ("[erased] commented on your fact sheet", True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"email": "other@example.org", "password": PASSWORD}, "email", id="another address"),
        pytest.param({"email": "newaddress@example.org", "password": "wrong"}, "password", id="another password"),
        pytest.param({}, "email", id="nothing"),
    ],
)
def test_nothing_is_erased_by_mistake(client, person, typed, field):
    client.force_login(person.user)
    answer = client.post("/account/erase/", typed)
    assert (
        answer.status_code,
        field in answer.context["form"].errors,
        User.objects.filter(pk=person.user.pk).count(),
    ) == (
        422,
        True,
        1,
    )


def test_the_last_of_the_secretariat_stays(client, db):
    last = UserFactory.create(secretariat=True)
    client.force_login(last)
    answer = client.post("/account/erase/", {"email": last.email, "password": PASSWORD})
    assert (answer.status_code, User.objects.filter(pk=last.pk).exists()) == (409, True)


def test_one_sees_all_that_is_kept(person):
    kept = personal_data(person.user)
    assert {
        key: len(kept[key]) for key in ("addresses", "affiliations", "tokens", "drafts", "comments", "saved_lists")
    } == {
        "addresses": 2,
        "affiliations": 2,
        "tokens": 1,
        "drafts": 1,
        "comments": 1,
        "saved_lists": 1,
    }


def test_one_takes_it_along_as_json(client, person):
    client.force_login(person.user)
    answer = client.get("/account/data.json")
    kept = json.loads(answer.content)
    assert (answer["Content-Type"], kept["account"]["name"]) == ("application/json; charset=utf-8", "Newname O'Finch")


def test_the_file_holds_no_secret(client, person):
    client.force_login(person.user)
    said = client.get("/account/data.json").content.decode()
    token = person.user.api_tokens.get()
    assert (token.digest in said, person.user.password in said, '"secret"' in said) == (False, False, False)


def test_nobody_gets_the_data_of_another(client, person):
    client.force_login(UserFactory.create())
    assert "Finch" not in client.get("/account/data.json").content.decode()
