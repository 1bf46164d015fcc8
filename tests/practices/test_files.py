"""Images and documents of a draft: added with their section, seen by who may, gone with what showed them."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import User
from practices.attachments import check_file
from practices.errors import Incomplete, WrongState
from practices.models import Attachment, Draft, PracticeAttachment
from practices.workflows import attach_file, give_up_draft, save_section, submit_draft, withdraw_submission
from practices.workflows.unshown_files import FIELD, SECTION
from tests.factories import PracticeFactory, UserFactory
from tests.factories.drafts import DraftFactory
from tests.practices.made_files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    made: Draft = DraftFactory.create(complete=True)
    return made


@pytest.fixture
def officer(draft):
    return UserFactory.create(officer_of=draft.organisation)


def added(draft: Draft, by: Any, name: str = "kitchen.png", **size: Any) -> Attachment:
    return attach_file(draft=draft, file=check_file(name, picture(**size)), description="A kitchen", by=by)


def rows(draft: Draft) -> list[dict[str, str]]:
    found: list[dict[str, str]] = draft.sections.get(name=SECTION).data[FIELD]
    return found


def address(draft: Draft, below: str = "") -> str:
    return f"/practices/drafts/{draft.public_id}/files/{below}"


def seen(client: Any, at: str) -> Any:
    """The answer, read to its end: `read` holds the file."""
    answer = client.get(at)
    answer.read = answer.getvalue()
    answer.close()
    return answer


def send(client: Any, draft: Draft, content: bytes, name: str = "kitchen.png", **typed: str) -> Any:
    version = draft.sections.get(name=SECTION).version
    file = SimpleUploadedFile(name, content)
    return client.post(
        address(draft), {"file": file, "description": "A kitchen", "version": version, "seen": "", **typed}
    )


def test_a_file_stands_in_its_section_with_what_it_shows(client, draft, officer):
    client.force_login(officer)
    send(client, draft, picture())
    kept = Attachment.objects.get()
    assert (rows(draft), kept.kind, kept.added_by) == (
        [{"id": str(kept.public_id), "description": "A kitchen"}],
        "image",
        officer,
    )


def test_what_was_typed_beside_a_file_is_saved_with_it(client, draft, officer):
    client.force_login(officer)
    send(client, draft, picture(), field="note", note="From the archive")
    assert draft.sections.get(name=SECTION).data["note"] == "From the archive"


def test_what_was_typed_is_saved_although_the_file_is_refused(client, draft, officer):
    client.force_login(officer)
    send(client, draft, b"<script>alert(1)</script>", field="note", note="From the archive")
    assert (draft.sections.get(name=SECTION).data["note"], Attachment.objects.count()) == ("From the archive", 0)


def test_the_same_file_twice_is_one(draft, officer):
    assert added(draft, officer) == added(draft, officer, name="again.png")
    assert len(rows(draft)) == 1


def test_authors_see_a_file_of_their_draft(client, draft, officer):
    kept = added(draft, officer)
    client.force_login(officer)
    answer = seen(client, address(draft, f"{kept.public_id}/"))
    assert (answer.status_code, answer["Content-Type"], answer["Content-Security-Policy"].split(";")[0]) == (
        200,
        "image/png",
        "default-src 'none'",
    )


@pytest.mark.parametrize("who", ["a stranger", "a reviewer before it is handed in"])
def test_others_do_not(client, draft, officer, who):
    kept = added(draft, officer)
    client.force_login(UserFactory.create(reviewer=who != "a stranger"))
    assert client.get(address(draft, f"{kept.public_id}/")).status_code == 404


def test_reviewers_see_the_files_of_what_was_handed_in(client, draft, officer):
    kept = added(draft, officer)
    draft.refresh_from_db()
    submit_draft(draft=draft, expected_version=draft.version, by=officer)
    client.force_login(UserFactory.create(reviewer=True))
    answer = seen(client, address(draft, f"{kept.public_id}/"))
    assert (answer.status_code, answer.read[:4]) == (200, b"\x89PNG")


def test_a_file_of_another_draft_is_not_found_through_ones_own(client, draft, officer):
    other = DraftFactory.create()
    theirs = added(other, UserFactory.create(officer_of=other.organisation))
    client.force_login(officer)
    assert client.get(address(draft, f"{theirs.public_id}/")).status_code == 404


def test_the_public_sees_what_a_live_fact_sheet_shows(client, draft, officer):
    kept = added(draft, officer)
    practice = PracticeFactory.create(public_id=draft.fact_sheet_id)
    before = client.get(f"/practices/{practice.slug}/files/{kept.public_id}/").status_code
    PracticeAttachment.objects.create(practice=practice, attachment=kept, description="A kitchen")
    page = client.get(f"/practices/{practice.slug}/").content.decode()
    shown = f"/practices/{practice.slug}/files/{kept.public_id}/"
    assert (before, seen(client, shown).status_code, page.count(f'src="{shown}"')) == (404, 200, 1)


def taken_out(draft: Draft, officer: User) -> None:
    """The row of the only file is taken out, as the page does it."""
    section = draft.sections.get(name=SECTION)
    save_section(
        draft=draft, name=SECTION, language="", data={FIELD: []}, expected_version=section.version, by=officer
    )
    draft.refresh_from_db()


@pytest.mark.parametrize("leave", [submit_draft, give_up_draft])
def test_what_was_taken_out_leaves_the_disk_with_the_draft(draft, officer, django_capture_on_commit_callbacks, leave):
    kept = added(draft, officer)
    storage, name = kept.file.storage, str(kept.file.name)
    taken_out(draft, officer)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        leave(draft=draft, expected_version=draft.version, by=officer)
    assert (Attachment.objects.count(), storage.exists(name)) == (0, False)


def test_the_same_file_is_one_however_its_number_is_written(draft, officer):
    kept = added(draft, officer)
    section = draft.sections.get(name=SECTION)
    section.data[FIELD][0]["id"] = str(kept.public_id).upper()
    section.save()
    added(draft, officer)
    assert len(rows(draft)) == 1


def test_a_file_stays_however_its_number_is_written(draft, officer):
    kept = added(draft, officer)
    section = draft.sections.get(name=SECTION)
    section.data[FIELD][0]["id"] = str(kept.public_id).upper()
    section.save()
    draft.refresh_from_db()
    give_up_draft(draft=draft, expected_version=draft.version, by=officer)
    assert Attachment.objects.count() == 1


def test_what_an_earlier_submission_shows_stays(draft, officer):
    added(draft, officer)
    draft.refresh_from_db()
    submit_draft(draft=draft, expected_version=draft.version, by=officer)
    withdraw_submission(draft=draft, by=officer)
    taken_out(draft, officer)
    submit_draft(draft=draft, expected_version=draft.version, by=officer)
    assert (rows(draft), Attachment.objects.count()) == ([], 1)


def test_what_an_earlier_draft_of_the_fact_sheet_shows_stays(draft, officer):
    added(draft, officer)
    draft.refresh_from_db()
    give_up_draft(draft=draft, expected_version=draft.version, by=officer)
    later = DraftFactory.create(organisation=draft.organisation, complete=True, fact_sheet_id=draft.fact_sheet_id)
    submit_draft(draft=later, expected_version=later.version, by=officer)
    assert Attachment.objects.count() == 1


def test_a_draft_under_review_takes_no_file(draft, officer):
    submit_draft(draft=draft, expected_version=draft.version, by=officer)
    with pytest.raises(WrongState, match="under review"):
        added(draft, officer)


def test_a_file_that_is_not_there_is_named_before_a_reviewer_sees_it(draft, officer):
    section = draft.sections.get(name=SECTION)
    section.data[FIELD] = [{"id": str(uuid.uuid4()), "description": "A kitchen"}]
    section.save()
    with pytest.raises(Incomplete) as refused:
        submit_draft(draft=draft, expected_version=draft.version, by=officer)
    assert [(one.field, one.message) for one in refused.value.problems] == [
        ("sources:attachments", "This file is not there: add it again.")
    ]
