"""The page of the audit trail says that something was written in a draft, a review or a list, and not what."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from network.models import AuditEntry
from practices.models import Attachment, Comment, Draft, DraftSection, Invitation, Remark, SavedList, Submission
from tests.factories import (
    AttachmentFactory,
    CommentFactory,
    DraftFactory,
    InvitationFactory,
    PracticeFactory,
    RemarkFactory,
    SavedListEntryFactory,
    SavedListFactory,
    SectionFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "between us alone"
PRIVATE = {Attachment, Comment, Draft, DraftSection, Invitation, Remark, SavedList, Submission}

WRITTEN: dict[str, tuple[Callable[..., object], dict[str, object]]] = {
    "practices_draft": (DraftFactory, {"title": SECRET}),
    "practices_draftsection": (SectionFactory, {"data": {"title": [SECRET]}}),
    "practices_invitation": (InvitationFactory, {"email": "between-us-alone@example.org"}),
    "practices_comment": (CommentFactory, {"text": SECRET}),
    "practices_submission": (SubmissionFactory, {"note": SECRET, "sheet": {"to_authors": SECRET}}),
    "practices_remark": (RemarkFactory, {"text": SECRET, "audience": "reviewers"}),
    "practices_savedlist": (SavedListFactory, {"name": SECRET}),
    "practices_attachment": (AttachmentFactory, {"name": SECRET}),
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory.create(secretariat=True))
    return client


@pytest.mark.parametrize("table", WRITTEN)
def test_what_was_written_is_kept_and_not_shown(desk, table):
    make, said = WRITTEN[table]
    make(**said)
    entry = AuditEntry.objects.filter(table=table).latest("id")
    page = desk.get(f"/secretariat/trail/?table={table}").content.decode()
    hidden = [text in page for text in (SECRET, "between-us-alone")]
    kept = [text in str(entry.after) for text in (SECRET, "between-us-alone")]
    assert (hidden, any(kept), "characters, not shown)" in page) == ([False, False], True, True)


def test_it_says_how_long_a_text_was_and_is(desk):
    comment = CommentFactory.create(text="five.")
    Comment.objects.filter(pk=comment.pk).update(text="x")
    (changed, _made) = desk.get("/secretariat/trail/?table=practices_comment").context["entries"]
    assert changed.columns == [("Comment", "(5 characters, not shown)", "(1 character, not shown)")]


def test_who_wrote_it_and_when_is_shown(desk):
    comment = CommentFactory.create(section="story")
    (made,) = desk.get("/secretariat/trail/?table=practices_comment").context["entries"]
    shown = {label: after for label, _before, after in made.columns}
    assert (shown["Author"], shown["Written"][:10]) == (str(comment.author_id), f"{comment.written_at:%Y-%m-%d}")


def test_what_a_list_holds_is_not_shown(desk):
    held = PracticeFactory.create()
    SavedListEntryFactory.create(practice=held)
    (made,) = desk.get("/secretariat/trail/?table=practices_savedlistentry").context["entries"]
    assert {after for label, _before, after in made.columns if label == "Practice"} == {
        f"({len(str(held.pk))} character{'s' if held.pk > 9 else ''}, not shown)"
    }


def test_fact_sheets_are_shown_as_they_were(desk):
    PracticeFactory.create(note=SECRET)
    assert SECRET in desk.get("/secretariat/trail/?table=practices_practice").content.decode()


def test_the_records_between_their_writers_are_these():
    assert {model for model in apps.get_models() if getattr(model, "private", False)} == PRIVATE
