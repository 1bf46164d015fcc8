"""Drafts are begun and saved; whoever may not is told why, and nothing typed is lost."""

from typing import Any

import pytest

from network.errors import InvalidRecord, NotAllowed
from network.models import Organisation, User
from practices.enums import Language
from practices.errors import StaleVersion, WrongState
from practices.models import Draft, Practice
from practices.workflows import (
    begin_draft,
    begin_version,
    drop_translation,
    give_up_draft,
    save_section,
    save_sections,
)
from tests.factories import CoAuthorFactory, DraftFactory, SectionFactory, SourceFactory, UserFactory
from tests.practices.desk import stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city: Organisation):
    return DraftFactory.create(organisation=city)


def published(**given: Any) -> Practice:
    """A live fact sheet, with the source that each has."""
    practice: Practice = SourceFactory.create(
        practice__full=True, **{f"practice__{k}": v for k, v in given.items()}
    ).practice
    return practice


def save(draft: Draft, by: User, version: int = 0, **data: Any) -> Any:
    return save_section(draft=draft, name="story", language="en", data=data, expected_version=version, by=by)


# Beginning


def test_a_draft_begins_with_its_organisation_as_organiser(city: Organisation, officer: User):
    draft = begin_draft(organisation=city, language=Language.MT, by=officer)
    (section,) = draft.sections.all()
    assert (draft.state, draft.language, section.name, section.data["organiser"]) == (
        "editing",
        "mt",
        "basics",
        "city",
    )


def test_only_officers_begin_a_draft(city: Organisation):
    with pytest.raises(NotAllowed, match="once your place in it is confirmed"):
        begin_draft(organisation=city, language=Language.EN, by=UserFactory.create())
    assert not Draft.objects.exists()


def test_the_next_version_begins_with_what_is_published(city: Organisation, officer: User):
    practice = published(organiser=city, title="Courses")
    draft = begin_version(practice=practice, by=officer)
    assert (draft.title, draft.fact_sheet_id, draft.practice, stands(draft, "story", "en")["title"]) == (
        "Courses",
        practice.public_id,
        practice,
        "Courses",
    )


def test_a_next_version_is_in_work_once(city: Organisation, officer: User):
    practice = published(organiser=city)
    begin_version(practice=practice, by=officer)
    with pytest.raises(WrongState, match="in work already"):
        begin_version(practice=practice, by=officer)


def test_others_do_not_write_the_next_version(officer: User):
    with pytest.raises(NotAllowed, match="Only the organisation that runs a practice"):
        begin_version(practice=published(), by=officer)


# Saving


def test_what_is_typed_is_kept_as_it_is(draft: Draft, officer: User):
    typed = "  <script>alert(1)</script>\n=HYPERLINK()\n Ħaż-Żebbuġ, Ελλάδα, България \U0001f600  "
    save(draft, officer, summary=typed)
    assert stands(draft, "story", "en")["summary"] == typed


def test_no_more_is_left_out_than_what_is_no_text(draft: Draft, officer: User):
    save(draft, officer, summary="a\0b\ud800c")
    assert stands(draft, "story", "en")["summary"] == "abc"


def test_fields_that_are_not_named_stay(draft: Draft, officer: User):
    first = save(draft, officer, title="First", summary="Second")
    save(draft, officer, first.version, title="Third")
    assert (stands(draft, "story", "en")["title"], stands(draft, "story", "en")["summary"]) == ("Third", "Second")


def test_a_save_counts_in_the_section_and_in_the_draft(draft: Draft, officer: User):
    first = save(draft, officer, title="Courses")
    section = save(draft, officer, first.version, title="Kurse")
    draft.refresh_from_db()
    assert (section.version - first.version, section.edited_by, draft.version, draft.title) == (
        1,
        officer,
        3,
        "Kurse",
    )


def test_a_save_that_changes_nothing_counts_for_nothing(draft: Draft, officer: User):
    first = save(draft, officer, title="Courses")
    save(draft, officer, first.version, title="Courses")
    draft.refresh_from_db()
    assert (draft.sections.get(name="story").version, draft.version) == (first.version, 2)


def test_a_stale_save_changes_nothing_and_brings_what_stands(draft: Draft, officer: User):
    theirs = save(draft, officer, title="Theirs")
    with pytest.raises(StaleVersion) as refused:
        save(draft, officer, title="Mine")
    stored: Any = refused.value.stored
    assert (stored.data["title"], stored.version, stands(draft, "story", "en")["title"]) == (
        "Theirs",
        theirs.version,
        "Theirs",
    )


def test_another_section_is_not_disturbed(draft: Draft, officer: User):
    first = save(draft, officer, title="Courses")
    save_section(draft=draft, name="money", data={"amount": "about 12"}, expected_version=0, by=officer)
    assert save(draft, officer, first.version, title="Kurse").data["title"] == "Kurse"


@pytest.mark.parametrize(
    ("name", "language", "data", "fault"),
    [
        ("nothing", "", {}, "nothing"),
        ("story", "", {}, "story"),
        ("money", "en", {}, "money"),
        ("story", "en", {"colour": "blue"}, "colour"),
        ("story", "en", {"title": ["blue"]}, "title"),
        ("story", "en", {"title": None}, "title"),
        ("story", "en", {"title": "x" * 100_001}, "title"),
        ("subject", "", {"themes": "employment"}, "themes"),
        ("money", "", {"funding": [{"colour": "blue"}]}, "funding"),
        ("money", "", {"funding": [{}] * 41}, "funding"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_text_of_the_section_is_refused(draft, officer, name, language, data, fault):
    with pytest.raises(InvalidRecord) as refused:
        save_section(draft=draft, name=name, language=language, data=data, expected_version=0, by=officer)
    assert list(refused.value.faults) == [fault]


def test_a_stranger_is_told_that_there_is_no_draft(draft: Draft):
    with pytest.raises(Draft.DoesNotExist):
        save(draft, UserFactory.create(), title="Mine")


@pytest.mark.parametrize(
    ("state", "said"),
    [("submitted", "under review"), ("accepted", "closed"), ("declined", "closed"), ("withdrawn", "closed")],
)
def test_a_draft_that_rests_is_not_changed(city: Organisation, officer: User, state: str, said: str):
    draft = DraftFactory.create(organisation=city, state=state)
    with pytest.raises(WrongState, match=said):
        save(draft, officer, title="Mine")
    assert not draft.sections.filter(name="story").exists()


def test_several_sections_are_saved_together_or_not_at_all(draft: Draft, officer: User):
    sections: dict[tuple[str, str], Any] = {("story", "en"): {"title": "Courses"}, ("money", ""): {"colour": "blue"}}
    with pytest.raises(InvalidRecord):
        save_sections(draft=draft, sections=sections, expected_version=1, by=officer)
    assert not draft.sections.filter(name="story").exists()


def test_a_translation_is_taken_out_and_the_original_is_not(draft: Draft, officer: User):
    save(draft, officer, title="Courses")
    SectionFactory.create(draft=draft, language="fr", data={"title": "Cours"})
    drop_translation(draft=draft, language=Language.FR, expected_version=2, by=officer)
    with pytest.raises(WrongState, match="original"):
        drop_translation(draft=draft, language=Language.EN, expected_version=3, by=officer)
    assert [section.language for section in draft.sections.filter(name="story")] == ["en"]


def test_a_translation_that_is_begun_again_is_no_page_that_was_open_before(draft: Draft, officer: User):
    def write(title: str, version: int) -> Any:
        data = {"title": title}
        return save_section(draft=draft, name="story", language="fr", data=data, expected_version=version, by=officer)

    opened = write("Cours", 0).version
    drop_translation(draft=draft, language=Language.FR, expected_version=2, by=officer)
    write("Cours de langue", 0)
    with pytest.raises(StaleVersion):
        write("Cours (1)", opened)
    assert stands(draft, "story", "fr")["title"] == "Cours de langue"


# Giving up


def test_a_draft_that_is_given_up_stays_readable(draft: Draft, officer: User):
    save(draft, officer, title="Courses")
    given_up = give_up_draft(draft=draft, expected_version=2, reason="no time", by=officer)
    assert (given_up.state, stands(draft, "story", "en")["title"]) == ("withdrawn", "Courses")


def test_a_draft_that_changed_is_not_given_up_unseen(draft: Draft, officer: User):
    save(draft, officer, title="Courses")
    with pytest.raises(StaleVersion, match="look at it again"):
        give_up_draft(draft=draft, expected_version=1, by=officer)
    draft.refresh_from_db()
    assert draft.state == "editing"


@pytest.mark.parametrize("begun", [False, True])
def test_who_writes_along_by_invitation_does_not_give_up_the_draft_of_the_host(draft: Draft, begun: bool):
    guest = CoAuthorFactory.create(draft=draft).user
    if begun:  # as a colleague, who has left since
        Draft.objects.filter(pk=draft.pk).update(created_by=guest)
    with pytest.raises(NotAllowed, match="Only colleagues of City of Roubaix give its drafts up"):
        give_up_draft(draft=draft, expected_version=1, by=guest)
    draft.refresh_from_db()
    assert draft.state == "editing"
