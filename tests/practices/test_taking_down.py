"""What goes with a fact sheet that is taken off the site or deleted, and who hears of it."""

from typing import Any

import pytest

from network.models import OutboxMail
from practices.attachments import check_file
from practices.errors import StaleVersion, WrongState
from practices.models import Attachment, Draft, Practice, PublishedVersion, Submission, Tombstone
from practices.workflows import (
    attach_file,
    begin_again,
    begin_version,
    delete_fact_sheet,
    publish,
    submit_draft,
    unpublish,
)
from tests.factories import AttachmentFactory, CoAuthorFactory, DraftFactory, UserFactory
from tests.practices.made_files import picture
from tests.practices.publications import next_handed_in, noted, published
from tests.practices.reviews import address, mails, reviewer, scores, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita() -> Any:
    return reviewer(name="Rita")


@pytest.fixture
def sam() -> Any:
    return UserFactory.create(name="Sam", secretariat=True)


def told() -> list[str]:
    """The one mail in the outbox, line by line, without its foot."""
    text: str = OutboxMail.objects.get().text
    return [line for line in text.partition("\n-- \n")[0].splitlines() if line]


def on_disk(attachment: Attachment) -> bool:
    there: bool = attachment.file.storage.exists(str(attachment.file.name))
    return there


def test_what_a_reviewer_has_open_is_stale_once_the_fact_sheet_was_taken_off(rita, sam):
    practice, ana = published(rita)
    held = noted(next_handed_in(practice, ana), rita)
    unpublish(practice=practice, reason="A court said so.", by=sam)
    with pytest.raises(StaleVersion):
        publish(submission=held, expected_version=held.version, by=rita)
    assert (Practice.objects.count(), Tombstone.objects.count()) == (0, 1)


def test_the_page_of_the_review_says_that_it_was_taken_off_and_why_before_it_brings_it_back(client, rita, sam):
    practice, ana = published(rita)
    submission = next_handed_in(practice, ana)
    client.force_login(rita)
    assert client.get(address(submission)).context["taken_down"] is None
    stone = unpublish(practice=practice, reason="A court <said> so.", by=sam)
    refused = client.post(address(submission), typed(submission, "publish", **scores()))
    assert (refused.status_code, refused.context["taken_down"]) == (409, stone)
    for page in (refused.text, client.get(address(submission)).text):
        assert page.count("Its fact sheet was taken off the site on") == 1
        assert page.count("A court &lt;said&gt; so.") == 1
    submission.refresh_from_db()
    done = client.post(address(submission), typed(submission, "publish", **scores()), follow=True)
    assert (done.redirect_chain[0][0], Tombstone.objects.count()) == (f"/practices/{practice.slug}/", 0)


def test_a_review_that_is_closed_says_nothing_of_what_was_taken_off_later(client, rita, sam):
    practice, _ana = published(rita)
    unpublish(practice=practice, reason="A court said so.", by=sam)
    client.force_login(rita)
    assert "A court said so." not in client.get(address(Submission.objects.get())).text


def test_officers_of_the_organiser_and_authors_are_told_and_nobody_twice(rita, sam):
    practice, ana = published(rita)
    UserFactory.create(name="Bob", officer_of=practice.organiser)
    UserFactory.create(name="Eve", officer_of=DraftFactory.create().organisation)
    CoAuthorFactory.create(draft=begin_version(practice=practice, by=ana), user__name="Cleo")
    OutboxMail.objects.all().delete()
    unpublish(practice=practice, reason="A court said so.", by=sam)
    assert mails() == [(name, "taken_down_unpublished") for name in ("Ana", "Bob", "Cleo")]


def test_the_mail_says_what_was_taken_off_and_why(rita, sam):
    practice, _ana = published(rita)
    OutboxMail.objects.all().delete()
    unpublish(practice=practice, reason="A court said so.", by=sam)
    (mail,) = OutboxMail.objects.all()
    assert (mail.subject, mail.kind) == ("Taken off the site: Neighbourhood mothers", "decision")
    assert told() == [
        "The secretariat took “Neighbourhood mothers” off the site.",
        "The reason:",
        "A court said so.",
        "Its versions and drafts are kept. It comes back to its address when a new version of it is published.",
        "What its address says now:",
        f"http://testserver/practices/{practice.slug}/",
    ]
    assert "A court said so." in mail.html


def test_a_reviewer_who_takes_it_off_is_not_named(rita):
    practice, _ana = published(rita)
    OutboxMail.objects.all().delete()
    unpublish(practice=practice, reason="Weak.", by=rita)
    assert told()[0] == "A reviewer took “Neighbourhood mothers” off the site."


def test_an_officer_who_takes_it_off_is_named_to_colleagues_and_gets_no_mail(rita):
    practice, ana = published(rita)
    UserFactory.create(name="Bob", officer_of=practice.organiser)
    OutboxMail.objects.all().delete()
    unpublish(practice=practice, reason="It ended.", by=ana)
    assert (mails(), told()[0]) == (
        [("Bob", "taken_down_unpublished")],
        "Ana took “Neighbourhood mothers” off the site.",
    )


def test_authors_are_told_of_a_deletion_although_their_drafts_are_gone(rita, sam):
    practice, _ana = published(rita)
    OutboxMail.objects.all().delete()
    delete_fact_sheet(practice=practice, reason="A person objects.", by=sam)
    assert (mails(), told()) == (
        [("Ana", "taken_down_deleted")],
        [
            "The secretariat deleted “Neighbourhood mothers”, with all its versions, drafts and files.",
            "The reason:",
            "A person objects.",
        ],
    )


def test_its_files_are_deleted_with_it_and_leave_the_disk_when_that_is_through(
    rita, sam, django_capture_on_commit_callbacks
):
    draft = DraftFactory.create(complete=True)
    ana = UserFactory.create(officer_of=draft.organisation)
    kitchen = attach_file(draft=draft, file=check_file("kitchen.png", picture()), description="A kitchen", by=ana)
    other = AttachmentFactory.create()
    draft.refresh_from_db()
    practice, _ana = published(rita, submit_draft(draft=draft, expected_version=draft.version, by=ana))
    begin_version(practice=practice, by=ana)
    with django_capture_on_commit_callbacks(execute=True):
        delete_fact_sheet(practice=practice, reason="A person on the photo objects.", by=sam)
        before = on_disk(kitchen)
    assert (Attachment.objects.get(), Draft.objects.filter(fact_sheet_id=practice.public_id).count()) == (other, 0)
    assert (before, on_disk(kitchen), on_disk(other)) == (True, False, True)


def test_what_was_taken_off_keeps_its_files_until_it_is_deleted(rita, sam):
    practice, ana = published(rita)
    AttachmentFactory.create(fact_sheet_id=practice.public_id)
    stone = unpublish(practice=practice, reason="An error.", by=ana)
    assert (Attachment.objects.count(), PublishedVersion.objects.count()) == (1, 1)
    begin_again(tombstone=stone, by=ana)
    OutboxMail.objects.all().delete()
    gone = delete_fact_sheet(practice=stone, reason="A person objects.", by=sam)
    left = [model.objects.count() for model in (Attachment, PublishedVersion, Draft, Submission, Tombstone)]
    assert (left, gone.pk, gone.kind, gone.reason, gone.by) == (
        [0, 0, 0, 0, 1],
        stone.pk,
        "deleted",
        "A person objects.",
        sam,
    )
    assert mails() == [("Ana", "taken_down_deleted")]


def test_what_is_back_on_the_site_is_not_deleted_by_its_old_tombstone(rita, sam):
    practice, ana = published(rita)
    stone = unpublish(practice=practice, reason="An error.", by=ana)
    draft = begin_again(tombstone=stone, by=ana)
    published(rita, submit_draft(draft=draft, expected_version=draft.version, by=ana))
    with pytest.raises(WrongState, match="back on the site already"):
        delete_fact_sheet(practice=stone, reason="A person objects.", by=sam)
    assert Practice.objects.count() == 1


def test_what_was_deleted_is_not_deleted_twice(rita, sam):
    practice, _ana = published(rita)
    stone = delete_fact_sheet(practice=practice, reason="A person objects.", by=sam)
    with pytest.raises(WrongState, match="deleted already"):
        delete_fact_sheet(practice=stone, reason="Another reason.", by=sam)
    assert Tombstone.objects.get().reason == "A person objects."
