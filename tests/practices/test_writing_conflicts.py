"""Two who write in one section, and what is typed when nothing can be saved: nobody's text is lost."""

import pytest
from django.test import Client

from network.models import Organisation, User
from practices.models import Draft
from tests.factories import (
    DraftFactory,
    UserFactory,
)
from tests.practices.desk import SCRIPT, page_of, stands, typed

pytestmark = pytest.mark.django_db


# Two at once


def test_two_texts_of_one_field_are_shown_side_by_side(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(title="Mine"))
    (pair,) = answer.context["pairs"]
    assert (answer.status_code, pair["shown"].cell.bound.value(), pair["theirs"], answer.context["version"]) == (
        409,
        "Mine",
        ["Theirs"],
        2,
    )


def test_fields_that_only_one_changed_are_proposed_as_that_one_has_them(member: Client, draft: Draft):
    seen = member.get(page_of(draft, "story")).context["seen"]
    old = {"title": "Neighbourhood mothers", "summary": "They visit newly arrived families."}
    member.post(page_of(draft, "story"), typed(**old | {"title": "Theirs", "introduction": "Theirs"}))
    mine = old | {"summary": "Mine", "introduction": "Mine"}
    answer = member.post(page_of(draft, "story"), typed(**mine) | {"seen": seen})
    chosen = {pair["shown"].field.key: pair["chosen"] for pair in answer.context["pairs"]}
    assert chosen == {"title": "theirs", "summary": "mine", "introduction": ""}


def test_what_is_chosen_of_two_texts_is_saved(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs", summary="Theirs"))
    form = typed(2, title="Mine", summary="Joined") | {
        "resolving": "yes",
        "keep-title": "theirs",
        "keep-summary": "mine",
    }
    answer = member.post(page_of(draft, "story"), form)
    now = stands(draft, "story", "en")
    assert (answer.status_code, now["title"], now["summary"]) == (302, "Theirs", "Joined")


def test_nothing_is_saved_as_long_as_nothing_is_chosen(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(2, title="Mine") | {"resolving": "yes"})
    (pair,) = answer.context["pairs"]
    assert (
        answer.status_code,
        pair["undecided"],
        pair["shown"].cell.bound.value(),
        stands(draft, "story", "en")["title"],
    ) == (
        422,
        True,
        "Mine",
        "Theirs",
    )


def test_the_same_sent_twice_is_saved_once(member: Client, draft: Draft):
    answers = [member.post(page_of(draft, "story"), typed(title="Courses")).status_code for _ in range(2)]
    assert (answers, draft.sections.get(name="story").version) == ([302, 302], 2)


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40])
def test_a_version_that_is_none_overwrites_nothing(member: Client, draft: Draft, version: str):
    answer = member.post(page_of(draft, "story"), typed(title="Mine") | {"version": version})
    assert (answer.status_code, stands(draft, "story", "en")["title"]) == (409, "Neighbourhood mothers")


# When nothing can be saved


def test_what_is_typed_while_the_draft_is_under_review_is_shown_in_full(member: Client, city: Organisation):
    draft = DraftFactory.create(organisation=city, complete=True, state="submitted")
    answer = member.post(page_of(draft, "story"), typed(title="Neighbourhood mothers", summary="One\nTwo"))
    assert (answer.status_code, [(str(one["label"]), one["lines"]) for one in answer.context["typed"]]) == (
        409,
        [("Summary", ["One", "Two"])],
    )


def test_whoever_may_not_write_any_more_keeps_what_they_typed(client: Client, draft: Draft):
    client.force_login(UserFactory.create())
    answer = client.post(page_of(draft, "story"), typed(title="Mine"))
    assert (answer.status_code, dict(answer.context["typed"].shown)["title"]) == (404, ["Mine"])


def test_what_is_typed_after_the_session_ended_is_on_the_page_after_signing_in(
    client: Client, draft: Draft, officer: User
):
    away = client.post(page_of(draft, "story"), typed(title="Mine", save=""))
    client.force_login(officer)
    back = client.get(away["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "="))
    (title, *_others) = back.context["fields"]
    assert (title.cell.bound.value(), back.context["unsaved"], stands(draft, "story", "en")["title"]) == (
        "Mine",
        True,
        "Neighbourhood mothers",
    )


# The script


def test_the_script_is_told_how_it_was_read(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "place"), typed(started="Mars 2008", finished="last year"), headers=SCRIPT)
    told = answer.json()
    assert (told["version"], told["read_back"], list(told["problems"])) == (
        2,
        {"id_started": "March 2008"},
        ["id_finished"],
    )


def test_the_script_is_told_of_another_text(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer.json()["stale"]) == (409, True)


@pytest.mark.parametrize(("state", "status"), [("submitted", 409), ("withdrawn", 409)], ids=["under review", "closed"])
def test_the_script_is_told_that_the_draft_rests(member: Client, city: Organisation, state: str, status: int):
    draft = DraftFactory.create(organisation=city, complete=True, state=state)
    answer = member.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_the_script_is_told_that_the_session_ended(client: Client, draft: Draft):
    answer = client.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_the_script_is_told_what_is_too_long(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), typed(title="x" * 100_001), headers=SCRIPT)
    assert (answer.status_code, list(answer.json()["problems"])) == (422, ["id_title"])
