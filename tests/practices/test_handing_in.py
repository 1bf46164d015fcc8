"""From the overview of a draft: handed in, taken back, previewed; and the next version of what is published."""

from typing import Any

import pytest
from django.test import Client

from network.models import Organisation, User
from practices.models import Draft, DraftSection, PublishedVersion, Submission
from tests.factories import (
    CoAuthorFactory,
    DraftFactory,
    SectionFactory,
    SourceFactory,
    UserFactory,
)
from tests.practices.desk import page_of, typed

pytestmark = pytest.mark.django_db


# Handing in


def test_a_draft_is_handed_in_from_its_overview(member: Client, draft: Draft, officer: User):
    answer = member.post(page_of(draft), {"act": "submit", "version": "1", "note": "The first."})
    submission = Submission.objects.get()
    assert (answer["Location"], submission.note, submission.submitted_by) == (page_of(draft), "The first.", officer)


def test_what_is_missing_comes_back_in_one_list_with_the_note(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city, complete=True, typed={"place": {"started": "2011", "finished": "2008"}}
    )
    answer = member.post(page_of(draft), {"act": "submit", "version": "1", "note": "The first."})
    assert (
        answer.status_code,
        [
            (problem["address"].removeprefix(page_of(draft)), problem["message"])
            for problem in answer.context["problems"]
        ],
        answer.context["form"]["note"].value(),
    ) == (422, [("place/#id_started", "The finish is before the start.")], "The first.")


def test_a_draft_that_changed_meanwhile_is_not_handed_in(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="New"))
    answer = member.post(page_of(draft), {"act": "submit", "version": "1"})
    assert (
        answer.status_code,
        "changed since you opened it" in answer.context["refused"],
        Submission.objects.count(),
    ) == (
        409,
        True,
        0,
    )


def test_a_co_author_reads_who_hands_it_in_and_cannot(client: Client, draft: Draft):
    co_author = CoAuthorFactory.create(draft=draft)
    client.force_login(co_author.user)
    page = client.get(page_of(draft))
    answer = client.post(page_of(draft), {"act": "submit", "version": "1"})
    assert (page.context["may_submit"], answer.status_code, Submission.objects.count()) == (False, 403, 0)


def test_a_draft_is_taken_back_and_given_up(member: Client, draft: Draft):
    member.post(page_of(draft), {"act": "submit", "version": "1"})
    states = []
    for act in ("withdraw", "give_up"):
        draft.refresh_from_db()
        member.post(page_of(draft), {"act": act, "version": str(draft.version)})
        draft.refresh_from_db()
        states.append(draft.state)
    assert states == ["editing", "withdrawn"]


def test_a_draft_that_changed_meanwhile_is_not_given_up(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="New"))
    answer = member.post(page_of(draft), {"act": "give_up", "version": "1"})
    draft.refresh_from_db()
    assert (answer.status_code, "changed since you opened it" in answer.context["refused"], draft.state) == (
        409,
        True,
        "editing",
    )


def test_giving_up_is_offered_to_colleagues_and_not_to_guests(client: Client, officer: User, draft: Draft):
    guest = CoAuthorFactory.create(draft=draft).user
    offered = []
    for user in (officer, guest):
        client.force_login(user)
        offered.append('value="give_up"' in client.get(page_of(draft)).text)
    refused = client.post(page_of(draft), {"act": "give_up", "version": "1"})
    draft.refresh_from_db()
    assert (offered, refused.status_code, draft.state) == ([True, False], 403, "editing")


@pytest.mark.parametrize(("act", "status"), [("withdraw", 409), ("give_up", 409), ("nonsense", 422), ("", 422)])
def test_what_cannot_be_done_is_not_done(member: Client, draft: Draft, act: str, status: int):
    answer = member.post(page_of(draft), {"act": act})
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (status, "editing")


def test_a_translation_is_taken_out_on_the_overview(member: Client, draft: Draft):
    SectionFactory.create(draft=draft, language="fr", data={"title": "Cours"})
    member.post(page_of(draft), {"act": "drop_translation:fr", "version": "1"})
    assert not DraftSection.objects.filter(language="fr").exists()


# Preview and next version


def test_the_preview_says_what_is_missing_in_its_place(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city,
        typed={
            "basics": {"organiser": "", "partners": [{"organisation": "gone", "kind": ""}]},
            "money": {"amount": "100"},
            "place": {"latitude": "50"},
        },
    )
    context = member.get(f"{page_of(draft)}preview/").context
    practice = context["practice"]
    assert (context["text"].title, practice.organiser.name, practice.scope, practice.budget_eur) == (
        "(The title is missing.)",
        "(The organiser is missing.)",
        "",
        100,
    )


def test_the_preview_shows_what_is_typed_as_text(member: Client, draft: Draft):
    hostile = "<script>alert(1)</script>"
    member.post(page_of(draft, "story"), typed(title=hostile))
    page = member.get(f"{page_of(draft)}preview/").content.decode()
    assert (hostile in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


@pytest.fixture
def live(city: Organisation) -> Any:
    return SourceFactory.create(practice__slug="courses", practice__organiser=city).practice


def test_officers_of_the_organiser_begin_the_next_version_once(member: Client, live: Any):
    answers = [member.post("/practices/courses/new-version/")["Location"] for _ in range(2)]
    assert answers == [Draft.objects.get().get_absolute_url()] * 2


def test_the_published_fact_sheet_stays_as_it_is_meanwhile(member: Client, live: Any):
    before = member.get("/practices/courses/").context["text"].title
    member.post("/practices/courses/new-version/")
    draft = Draft.objects.get()
    member.post(page_of(draft, "story"), typed(title="Something else"))
    after = member.get("/practices/courses/").context["text"].title
    assert (before, after, PublishedVersion.objects.count()) == (before, before, 0)


@pytest.mark.parametrize("who", ["nobody", "stranger", "officer"])
def test_the_next_version_is_offered_to_those_who_may_write_it(client: Client, live: Any, officer: User, who: str):
    if who != "nobody":
        client.force_login(officer if who == "officer" else UserFactory.create())
    assert client.get("/practices/courses/").context["may_write_next"] == (who == "officer")


def test_a_stranger_does_not_begin_the_next_version(client: Client, live: Any):
    client.force_login(UserFactory.create())
    assert (client.post("/practices/courses/new-version/").status_code, Draft.objects.count()) == (403, 0)
