"""A comment beside a section comes with the section's form: neither is lost, whichever button is pressed."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from practices.models import Comment, Draft
from tests.practices.desk import SCRIPT, page_of, rows, stands, typed
from tests.practices.made_files import picture

pytestmark = pytest.mark.django_db

SAID = "Shall we name the partners?"


def with_comment(text: str = SAID, version: int = 1, **fields: str) -> dict[str, str]:
    """The form of the story with a comment in its box."""
    return {**typed(version, **fields), "text": text, "section": "story", "written_in": "en", "form_token": "a" * 22}


def comments(draft: Draft) -> str:
    """Where comments are sent."""
    return f"{page_of(draft)}comments/"


def test_the_button_of_the_comment_saves_the_section_too(member: Client, draft: Draft):
    section = page_of(draft, "story")
    answer = member.post(comments(draft), {**with_comment(title="New"), "back": section, "copy": ["a", "b"]})
    assert (answer.headers["Location"], stands(draft, "story", "en")["title"], Comment.objects.get().text) == (
        f"{section}#kept=a.b",
        "New",
        SAID,
    )


def test_a_comment_pressed_twice_is_one(member: Client, draft: Draft):
    for _ in range(2):
        member.post(comments(draft), with_comment(title="New"))
    assert Comment.objects.count() == 1


def test_a_comment_that_is_refused_saves_nothing_and_loses_nothing(member: Client, draft: Draft):
    before = stands(draft, "story", "en")["title"]
    answer = member.post(comments(draft), with_comment("x" * 5001, title="New"))
    shown = {one.field.key: one.cell.bound.value() for one in answer.context["fields"] if one.cell}
    assert (answer.status_code, answer.context["comment_faults"], answer.context["comment"], shown["title"]) == (
        422,
        ["Shorten this to 5000 characters: it has 5001."],
        "x" * 5001,
        "New",
    )
    assert (stands(draft, "story", "en")["title"], answer.context["version"]) == (before, 1)


def test_the_button_of_the_section_leaves_the_comment_in_its_box(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), {**with_comment(title="New"), "save_next": ""})
    assert (answer.status_code, answer.context["comment"], answer.context["unsent"]) == (200, SAID, {"text"})
    assert (stands(draft, "story", "en")["title"], Comment.objects.count()) == ("New", 0)


@pytest.mark.parametrize("text", ["", " \r\n"])
def test_an_empty_box_keeps_nobody_on_the_page(member: Client, draft: Draft, text: str):
    answer = member.post(page_of(draft, "story"), {**with_comment(text, title="New"), "save": ""})
    assert (answer.status_code, answer.headers.get("Location")) == (302, page_of(draft, "story", "en"))


def test_the_script_is_told_of_the_section_alone(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), with_comment(title="New"), headers=SCRIPT)
    assert (answer.json()["version"], Comment.objects.count()) == (2, 0)


def test_who_was_too_slow_finds_the_comment_again_after_choosing(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Of somebody else"))
    compared = member.post(comments(draft), with_comment(title="Mine"))
    assert (compared.status_code, compared.context["beside"]["text"], Comment.objects.count()) == (409, SAID, 0)
    chosen = {**with_comment(version=2, title="Mine"), "resolving": "yes", "keep-title": "mine"}
    answer = member.post(page_of(draft, "story"), chosen)
    assert (answer.context["comment"], stands(draft, "story", "en")["title"]) == (SAID, "Mine")


def test_a_comment_typed_into_a_draft_that_rests_is_shown_to_be_copied(member: Client, draft: Draft):
    member.post(page_of(draft), {"act": "submit", "version": "1"})
    answer = member.post(comments(draft), with_comment(title="New"))
    assert (answer.status_code, answer.context["typed"][-1]) == (409, {"label": "Comment", "lines": [SAID]})


def test_a_file_is_added_and_the_comment_stays_in_its_box(member: Client, draft: Draft):
    answer = member.post(f"{page_of(draft)}files/", {**with_comment(), "section": "sources"})
    assert (answer.context["comment"], [str(message) for message in answer.context["messages"]]) == (
        SAID,
        ["Choose a file first."],
    )


@pytest.mark.parametrize(("name", "text"), [("description", "A kitchen"), ("file", "kitchen.png")])
def test_a_file_that_is_not_added_with_its_own_button_is_not_forgotten(member, draft, name, text):
    answer = member.post(page_of(draft, "sources"), {**typed(1), name: text, "save_next": ""})
    assert (answer.status_code, answer.context["unsent"]) == (200, {name})
    assert ('name="description" value="A kitchen"' in answer.text) == (name == "description")


def test_a_file_goes_out_of_no_hand_when_a_comment_is_sent(member, draft):
    given = {
        **typed(note="Mine"),
        "section": "sources",
        "text": SAID,
        "description": "A kitchen",
        "file": "kitchen.png",
    }
    answer = member.post(comments(draft), {**given, "copy": ["a-s", "a"]})
    shown = answer.context
    assert (answer.status_code, shown["unsent"], shown["description"], shown["comment"]) == (
        200,
        {"description", "file"},
        "A kitchen",
        "",
    )
    # What the server has by now, the browser need not keep.
    assert (Comment.objects.count(), 'data-saved-copies="a-s.a"' in answer.text) == (1, True)


def test_what_a_file_shows_outlives_a_section_that_changed_meanwhile(member, draft):
    member.post(page_of(draft, "sources"), typed(1, note="Of somebody else"))
    given = {**typed(1, note="Mine"), "file": ContentFile(picture(), name="kitchen.png"), "description": "A kitchen"}
    compared = member.post(f"{page_of(draft)}files/", given)
    assert (compared.status_code, 'name="description" value="A kitchen"' in compared.text) == (409, True)
    chosen = {**typed(2, note="Mine"), "resolving": "yes", "keep-note": "mine", "description": "A kitchen"}
    answer = member.post(page_of(draft, "sources"), chosen)
    assert (answer.context["description"], answer.context["unsent"]) == ("A kitchen", {"description"})


def test_a_file_that_met_a_changed_section_has_to_be_chosen_again_and_the_page_says_so(member, draft):
    member.post(page_of(draft, "sources"), typed(1, note="Of somebody else"))
    given = {**typed(1, note="Mine"), "file": ContentFile(picture(), name="kitchen.png")}
    compared = member.post(f"{page_of(draft)}files/", given)
    assert 'name="file" value="kitchen.png"' in compared.text
    chosen = {**typed(2, note="Mine"), "resolving": "yes", "keep-note": "mine", "file": "kitchen.png"}
    answer = member.post(page_of(draft, "sources"), chosen)
    assert (answer.context["unsent"], "The section is saved, no file is added" in answer.text) == ({"file"}, True)


def test_a_refused_comment_saves_nothing_and_says_nothing_else(member, draft):
    given = {**typed(note="Mine"), "section": "sources", "text": " ", "file": "kitchen.png", "form_token": "a" * 22}
    answer = member.post(comments(draft), {**given, "copy": "a"})
    said = [str(message) for message in answer.context["messages"]]
    assert (answer.status_code, said) == (422, ["The file has to be chosen again."])
    assert [text in answer.text for text in ("data-saved-copies", "The section is saved")] == [False, False]
    assert stands(draft, "sources")["note"] == ""


def test_a_file_added_twice_from_one_page_is_one_and_nobody_is_told_of_another_text(member, draft):
    for _click in range(2):
        sent = {**rows("attachments"), "file": ContentFile(picture(), name="kitchen.png"), "form_token": "a" * 22}
        answer = member.post(f"{page_of(draft)}files/", {**sent, "description": "A kitchen"})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{page_of(draft, 'sources')}#files")
    assert [row["description"] for row in stands(draft, "sources")["attachments"]] == ["A kitchen"]


def test_the_language_is_changed_on_a_page_that_is_there_and_what_was_parked_stays(member, draft):
    compared = member.post(comments(draft), with_comment(version=0, title="New"))
    assert f'name="next" value="{page_of(draft, "story", "en")}"' in compared.text
    opened = member.get(f"{page_of(draft, 'story')}?find=title")
    assert f'name="next" value="{page_of(draft, "story")}?find=title"' in opened.text


def test_what_a_file_shows_is_shown_to_be_copied_where_the_draft_rests(member, draft):
    member.post(page_of(draft), {"act": "submit", "version": "1"})
    answer = member.post(f"{page_of(draft)}files/", {**typed(1, note="Mine"), "description": "A kitchen"})
    assert (answer.status_code, answer.context["typed"][-1]) == (
        409,
        {"label": "What it shows", "lines": ["A kitchen"]},
    )


def test_what_an_added_file_shows_leaves_its_box_and_the_comment_stays(member, draft):
    given = {**typed(1), "file": ContentFile(picture(), name="kitchen.png"), "description": "A kitchen", "text": SAID}
    answer = member.post(f"{page_of(draft)}files/", given)
    assert (answer.context["description"], answer.context["comment"], answer.context["unsent"]) == ("", SAID, {"text"})


def test_what_a_refused_file_shows_stays_in_its_box(member, draft):
    given = {**typed(1), "file": ContentFile(b"<script>", name="kitchen.png"), "description": "A kitchen"}
    answer = member.post(f"{page_of(draft)}files/", given)
    assert (answer.status_code, answer.context["description"]) == (200, "A kitchen")


def test_a_comment_from_the_overview_that_is_refused_keeps_its_text(member: Client, draft: Draft):
    given = {"section": "story", "text": "x" * 5001}
    answer = member.post(comments(draft), given)
    assert (answer.status_code, answer.context["comment"], answer.context["comment_section"]) == (
        422,
        "x" * 5001,
        "story",
    )


@pytest.mark.parametrize("copy", ["", "<script>", "a b", "a" * 61])
def test_what_is_no_name_of_a_copy_stands_in_no_address(member: Client, draft: Draft, copy: str):
    answer = member.post(comments(draft), {"section": "story", "text": SAID, "copy": copy})
    assert answer.headers["Location"] == page_of(draft)


@pytest.mark.parametrize("length", [2001, 10_000])
def test_a_note_that_is_too_long_comes_back_in_full(member: Client, draft: Draft, length: int):
    answer = member.post(page_of(draft), {"act": "submit", "version": "1", "note": "x" * length})
    assert (answer.status_code, answer.context["form"].errors, answer.context["form"]["note"].value()) == (
        422,
        {"note": [f"Shorten this to 2000 characters: it has {length}."]},
        "x" * length,
    )


def test_no_box_of_a_draft_cuts_what_is_pasted(member: Client, draft: Draft):
    pages = member.get(page_of(draft)).text + member.get(page_of(draft, "story")).text
    assert [tag for tag in pages.split("<textarea")[1:] if "maxlength" in tag.partition(">")[0]] == []
