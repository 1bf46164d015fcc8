"""Whoever erases their account takes out what is theirs and nothing of others, whatever they call themselves."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client

from network.enums import Role, SiteLanguage
from network.identity.accounts import AccountAdapter
from network.mail import OutboxBackend
from network.models import AuditEntry, OutboxMail, ParkedForm, User
from network.workflows import correct_details, grant_role
from practices.workflows import comment_on
from tests.factories import (
    CoAuthorFactory,
    DraftFactory,
    OrganisationFactory,
    OutboxMailFactory,
    ParkedFormFactory,
    SavedListFactory,
    UserFactory,
)
from tests.network.entering import confirm, sign_in
from tests.practices.leaver import erase

pytestmark = pytest.mark.django_db
VICTIM = "victor@victim.example"


@pytest.fixture
def victim() -> User:
    user: User = UserFactory.create(name="Victor Victim", email=VICTIM)
    return user


def noted(table: str, column: str) -> set[Any]:
    """What the trail says of a column."""
    entries = AuditEntry.objects.filter(table=table)
    return {part[column] for entry in entries for part in (entry.before, entry.after) if part and column in part}


def made(record: Model, column: str) -> Any:
    """What the trail says that a column held when the record was made."""
    return (AuditEntry.objects.of(record).get(action="insert").after or {})[column]


def leave(name: str = "", email: str = "mallory@example.org") -> None:
    """Somebody comes, and erases their account."""
    erase(Client(), UserFactory.create(name=name, email=email))


def test_an_address_that_was_only_asked_for_is_nobodys_to_erase(client, victim):
    OutboxMailFactory.create(recipient=victim, text="Your password was changed")
    OutboxMailFactory.create(recipient=None, address=VICTIM, kind="invitation")
    ParkedFormFactory.create(fields={"to": [VICTIM]})
    mallory = UserFactory.create(email="mallory@example.org")
    sign_in(client, mallory.email)
    confirm(client)
    client.post("/account/address/", {"action_add": "", "email": VICTIM})
    asked = list(mallory.emailaddress_set.order_by("pk").values_list("email", "verified"))
    erase(client, mallory)
    assert (asked, OutboxMail.objects.filter(address=VICTIM).count(), ParkedForm.objects.get().fields) == (
        [("mallory@example.org", True), (VICTIM, False)],
        2,
        {"to": [VICTIM]},
    )
    assert made(victim, "email") == VICTIM


def test_an_address_that_was_only_asked_for_may_be_of_somebody_without_an_account():
    mallory = UserFactory.create()
    mallory.emailaddress_set.create(email="jon@visitor.example", verified=False)
    OutboxMailFactory.create(recipient=None, address="jon@visitor.example", kind="invitation", text="Come along")
    organisation = OrganisationFactory.create(contact_email="jon@visitor.example")
    erase(Client(), mallory)
    assert (OutboxMail.objects.count(), made(organisation, "contact_email")) == (1, "jon@visitor.example")


def test_an_address_that_is_anothers_today_is_theirs(victim):
    mallory = UserFactory.create(email="first@victim.example")
    mallory.emailaddress_set.update(email="mallory@example.org")
    User.objects.filter(pk=mallory.pk).update(email="mallory@example.org")
    heir = UserFactory.create(email="first@victim.example")
    OutboxMailFactory.create(recipient=heir)
    erase(Client(), User.objects.get(pk=mallory.pk))
    assert (OutboxMail.objects.count(), made(heir, "email")) == (
        1, "first@victim.example"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("tor@x.eu", "victor@x.eu"),
        ("tor@x.eu", "vic.tor@x.eu"),
        ("tor@x.eu", "vic+tor@x.eu"),
        ("tor@x.eu", "tor@x.eurobank"),
        ("tor@x.eu", "tor@x.eu.org"),
        ("tor@x.eu", "tor@x.eu-bank.org"),
        ("tor.v@x.eu", "tor-v@x.eu"),
    ],
)
def test_an_address_within_another_stays(victim, address, left):
    OutboxMailFactory.create(recipient=victim, text=f"Ask {left}.")
    ParkedFormFactory.create(fields={"to": [left]})
    OrganisationFactory.create(contact_email=left)
    leave(email=address)
    kept = OutboxMail.objects.get().text, ParkedForm.objects.get().fields["to"]
    assert (kept, noted("network_organisation", "contact_email")) == ((f"Ask {left}.", [left]), {left})


@pytest.mark.parametrize(
    "written", ["tor@x.eu", "TOR@X.EU", "(tor@x.eu).", "<tor@x.eu>", "mailto:tor@x.eu", "a,tor@x.eu,b"]
)
def test_an_address_as_a_word_goes(victim, written):
    OutboxMailFactory.create(recipient=victim, text=written)
    ParkedFormFactory.create(fields={"to": [written]})
    OrganisationFactory.create(name=written)
    leave(email="tor@x.eu")
    texts = [
        OutboxMail.objects.get().text,
        ParkedForm.objects.get().fields["to"][0],
        *noted("network_organisation", "name"),
    ]
    assert texts == [re.sub("tor@x.eu", "[erased]", written, flags=re.IGNORECASE)] * 3


@pytest.mark.parametrize("name", ["http://testserver", "password", "Victor Victim", "changed"])
def test_mails_about_others_stay_as_they_are(victim, name):
    text = "Victor Victim, the password was changed: http://testserver/account/ by %s"
    OutboxMailFactory.create(recipient=victim, text=text % "mallory@example.org", about=[victim.pk])
    leave(name)
    assert OutboxMail.objects.get().text == text % "[erased]"


@pytest.mark.parametrize("name", ["http://testserver", "testserver", "practices", "drafts"])
def test_a_name_like_a_link_leaves_the_links_of_mails_about_its_owner(name):
    mallory = UserFactory.create(name=name)
    draft = DraftFactory.create()
    author = CoAuthorFactory.create(draft=draft).user
    CoAuthorFactory.create(draft=draft, user=mallory)
    comment = comment_on(draft=draft, section="story", text="Hello", by=mallory)
    erase(Client(), mallory)
    left = OutboxMail.objects.get(recipient=author)
    link = f"http://testserver/practices/drafts/{draft.public_id}/"
    assert (left.subject, link in left.text, f"#comment-{comment.pk}" in left.html) == (
        "[erased] commented on your fact sheet", True, True
    )  # fmt: skip


def test_a_mail_is_about_those_whose_names_it_says():
    draft = DraftFactory.create(created_by=UserFactory.create())
    author, commenter = (CoAuthorFactory.create(draft=draft).user for _time in range(2))
    comment_on(draft=draft, section="story", text="Hello", by=commenter)
    assert OutboxMail.objects.get(recipient=author).about == sorted([author.pk, commenter.pk])


def test_the_trail_of_others_stays_whatever_the_leaver_was_called(victim):
    secretary = UserFactory.create(secretariat=True)
    OrganisationFactory.create(name="City of Mordor")
    grant_role(user=victim, role=Role.REVIEWER, by=secretary)
    colleague = UserFactory.create(officer_of=OrganisationFactory.create(), officer_of__job_title="Project manager")
    mallory = UserFactory.create(
        name="Victor Victim", officer_of=OrganisationFactory.create(), officer_of__job_title="Project manager"
    )
    for name in ("reviewer", "City of Mordor"):
        SavedListFactory.create(owner=mallory, name=name)
    erase(Client(), mallory)
    assert (
        noted("network_rolegrant", "role"),
        "City of Mordor" in noted("network_organisation", "name"),
        made(victim, "name"),
        made(colleague.affiliations.get(), "job_title"),
        noted("practices_savedlist", "name"),
    ) == ({"reviewer", "secretariat"}, True, "Victor Victim", "Project manager", {"[erased]"})


def test_sessions_of_others_go_on(victim):
    browser = Client()
    browser.force_login(victim)
    leave()
    assert (browser.get("/account/").status_code, Session.objects.count()) == (200, 1)


def test_a_session_in_which_signing_in_had_begun_ends_with_the_account():
    begun = Client()
    session = begun.session
    session["begun"] = {"email": "Mallory@example.org"}
    session.save()
    leave(email="mallory@example.org")
    assert Session.objects.count() == 0


def test_a_mail_of_the_account_to_an_address_never_confirmed_is_found_by_its_account(settings, rf, victim):
    settings.EMAIL_BACKEND = "network.mail.OutboxBackend"
    mallory = UserFactory.create()
    adapter = AccountAdapter(rf.get("/"))
    context = {"user": mallory, "activate_url": "http://testserver/x"}
    mail = adapter.render_mail("account/email/email_confirmation", "new@example.org", context)
    OutboxBackend().send_messages([mail])
    seen = OutboxMail.objects.get().about
    erase(Client(), mallory)
    assert (seen, OutboxMail.objects.count()) == ([mallory.pk], 0)


def test_former_names_are_taken_out_as_well_as_the_present_one():
    draft = DraftFactory.create()
    author = CoAuthorFactory.create(draft=draft).user
    mallory = CoAuthorFactory.create(draft=draft, user=UserFactory.create(name="Ana O'Brien")).user
    comment_on(draft=draft, section="story", text="Hello", by=mallory)
    mallory = correct_details(name="Ana Novak", language=SiteLanguage.EN, by=mallory)
    erase(Client(), mallory)
    left = OutboxMail.objects.get(recipient=author)
    assert [text for text in (left.subject, left.text, left.html) if "Brien" in text] == []
