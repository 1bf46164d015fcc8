"""A NUL, or half of a surrogate pair, in any field of any form or of the API gets an answer, never an error."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import transaction

from tests.config import addresses_accounts, addresses_catalogue, addresses_drafts
from tests.config.addresses import WRITES, expected
from tests.config.addresses_records import ROLES, World, world

PLACE = "{}"
NUL, HALF_A_PAIR = "a\0b@example.org", "a\ud800b"
NAME = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"')
# Fields of one kind begin alike: `score_relevance`, `score_impact`.
KIND = re.compile(r"[a-z]+[-_]?")
TABLES = [addresses_accounts, addresses_catalogue, addresses_drafts]
FORMS = [key for key in WRITES if not WRITES[key][0].startswith("/api/")]
BODIES = [key for key in WRITES if WRITES[key][0].startswith("/api/") and key[1].partition(" ")[0] != "DELETE"]
SECTIONS = {
    "basics": {"organiser": PLACE, "partners": [{"organisation": PLACE, PLACE: "x"}], PLACE: "x"},
    "story": {"en": {"title": PLACE}, PLACE: {"title": "x"}},
    "money": {"amount": PLACE, "currency": PLACE},
    PLACE: {},
}
# Where a text may stand in a body, as a value or as a name.
TEXTS = {"language": PLACE, "fact_sheet": PLACE, "sections": SECTIONS, "note": PLACE}


@pytest.fixture
def there(db: None) -> World:
    return world()


def who(key: tuple[str, str]) -> str:
    """The first of those who may do it, or of those who are asked something else before."""
    done = [role for role in ROLES if expected(WRITES[key][2], role) in {"200", "201", "204", "302"}]
    return (done or ROLES[1:])[0]


def asked_for(there: World, key: tuple[str, str]) -> set[str]:
    """What the page asks for, one of each kind; it is looked at for the first of several rows of an address."""
    if next(other for other in FORMS if other[0] == key[0]) != key:
        return set()
    address = WRITES[key][0]
    page = there.client(who(key), address).get(there.address(address))
    main = page.text.partition("<main")[2].partition("</main>")[0]
    names = [unescape(name) for name in NAME.findall(main)]
    kinds = {found[0] if (found := KIND.match(name)) else name: name for name in names}
    return set(kinds.values()) - {"csrfmiddlewaretoken"}


def documents(shape: Any, text: str) -> Iterator[Any]:
    """One for each place of the shape: the text alone stands there."""
    if isinstance(shape, list):
        yield from ([inner] for inner in documents(shape[0], text))
    elif isinstance(shape, dict):
        for name, value in shape.items():
            if name == PLACE:
                yield {text: value}
            else:
                yield from ({name: inner} for inner in documents(value, text))
    elif shape == PLACE:
        yield text


def sent(there: World, key: tuple[str, str], changed: Any) -> Any:
    """The answer to what the row says, with a change to what is sent; nothing is kept of it."""
    address, body, _statuses = WRITES[key]
    client = there.client(who(key), address, raise_request_exception=False)
    with transaction.atomic():
        answer = there.send(client, key[1].partition(" ")[0], address, {**body, **changed})
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__.rpartition("_")[2])
def test_a_nul_in_a_field_of_a_form_is_answered(there, table):
    fields = {key: sorted(asked_for(there, key) | set(WRITES[key][1])) for key in FORMS if key in table.WRITES}
    found = {
        (*key, name): sent(there, key, {name: NUL}).status_code for key, names in fields.items() for name in names
    }
    assert {where: status for where, status in found.items() if status >= 500} == {}
    assert {key for key in fields if WRITES[key][1]} == {where[:2] for where in found if WRITES[where[:2]][1]}


@pytest.mark.parametrize("text", [NUL, HALF_A_PAIR], ids=["nul", "surrogate"])
def test_what_is_no_text_in_a_body_of_the_api_is_answered(there, text):
    answers = [sent(there, key, {"If-Match": "1", **body}) for key in BODIES for body in documents(TEXTS, text)]
    kinds = {(answer.status_code, answer.headers["Content-Type"]) for answer in answers}
    refused = {(status, kind) for status, kind in kinds if status < 500 and kind == "application/problem+json"}
    assert kinds - refused - {(200, "application/json"), (201, "application/json")} == set()
    assert len(refused) > 1


def test_a_sentence_that_repeats_what_was_sent_says_so_in_letters(there):
    client = there.client("officer of A", "/api/")
    answer = client.post("/api/v1/drafts/", '{"sections": {"a\\ud800b": {}}}', content_type="application/json")
    (said,) = answer.json()["errors"]["sections"]
    assert (answer.status_code, said.partition(".")[0]) == (400, "“a\ufffdb” is no section")
