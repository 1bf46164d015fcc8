"""The people and records that the tables of addresses are about, and how each person asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network import signed_links
from network.enums import TokenScope
from network.models import User
from network.workflows.delivery import ATTEMPTS
from network.workflows.mail import UNSUBSCRIBE
from network.workflows.tokens import make_token
from practices.workflows.together import token_of
from practices.writing.typed import content_of
from tests.factories import (
    AffiliationFactory,
    AttachmentFactory,
    CoAuthorFactory,
    CommentFactory,
    DraftFactory,
    InvitationFactory,
    OrganisationFactory,
    OutboxMailFactory,
    PracticeAttachmentFactory,
    PracticeFactory,
    PublishedVersionFactory,
    RemarkFactory,
    SavedListFactory,
    SourceFactory,
    SubmissionFactory,
    TombstoneFactory,
    UserFactory,
)
from tests.practices.reviews import SCORED

ANONYMOUS = "anonymous"
# Officer of A: of the organisation whose the records are. Officer of B: of another one.
ROLES = (ANONYMOUS, "officer of A", "officer of B", "reviewer", "secretariat", "staff")

# A page, although it stands among the addresses of the API.
DOCUMENTATION = "/api/v1/docs/"


@dataclass
class World:
    """Everybody by role, what they may show the API instead of a session, and what the addresses name."""

    people: dict[str, User]
    secrets: dict[str, str]
    names: dict[str, str]

    def client(self, role: str, address: str = "", **options: Any) -> Client:
        """Somebody of the role: with a token where they ask the API and have one, else with a session."""
        if address.startswith("/api/") and address != DOCUMENTATION:
            bearer = {"Authorization": f"Bearer {self.secrets[role]}"} if role in self.secrets else {}
            return Client(headers=bearer, **options)
        client = Client(**options)
        if role != ANONYMOUS:
            client.force_login(self.people[role])
        return client

    def send(self, client: Client, method: str, address: str, body: Mapping[str, Any]) -> Any:
        """Sends a request of the table: JSON to the API, a form to a page; bytes are a file."""
        if address.startswith("/api/"):
            sent = {name: self._named(value) for name, value in body.items() if name != "If-Match"}
            headers = {"If-Match": body["If-Match"]} if "If-Match" in body else {}
            return client.generic(
                method, self.address(address), json.dumps(sent), content_type="application/json", headers=headers
            )
        typed = {self.address(name): self._named(value) for name, value in body.items()}
        return client.post(self.address(address), typed)

    def address(self, pattern: str) -> str:
        """With what it names in the places of the names."""
        return pattern.format(**self.names)

    def _named(self, value: Any) -> Any:
        if isinstance(value, bytes):
            return SimpleUploadedFile("photo.png", value, "image/png")
        return value.format(**self.names) if isinstance(value, str) else value


def world() -> World:
    """Organisation A (`city`) with a record of each kind, organisation B (`town`) with its officer alone."""
    city = OrganisationFactory.create(slug="city", name="City")
    town = OrganisationFactory.create(slug="town", name="Town")
    officer = UserFactory.create(name="Olga", officer_of=city, officer_of__may_sign=True)
    people = {
        "officer of A": officer,
        "officer of B": UserFactory.create(officer_of=town),
        "reviewer": UserFactory.create(reviewer=True),
        "secretariat": UserFactory.create(secretariat=True),
        "staff": UserFactory.create(staff=True),
    }
    names = _published(city) | _written(city, officer, people["reviewer"]) | _network(city, officer)
    names["grant"] = str(people["staff"].roles.get().pk)
    secrets = {}
    for role, place in (("officer of B", town), ("officer of A", city)):
        token, secrets[role] = make_token(
            user=people[role], organisation=place, name="System", scopes=TokenScope.values, days=30, by=people[role]
        )
        names["api_token"] = str(token.pk)
    return World(people, secrets, names)


def _published(city: Any) -> dict[str, str]:
    """A fact sheet in its second version, with a file; another of somebody else; one that was taken off the site."""
    practice = PracticeFactory.create(full=True, slug="courses", organiser=city)
    SourceFactory.create(practice=practice)
    for number in (1, 2):
        PublishedVersionFactory.create(
            fact_sheet_id=practice.public_id,
            number=number,
            slug=practice.slug,
            collection=practice.collection,
            content=content_of(practice).model_dump(mode="json"),
            submission=None,
        )
    PracticeFactory.create(slug="meetings")
    gone = TombstoneFactory.create(slug="taken-off")
    content = content_of(practice).model_dump(mode="json")
    PublishedVersionFactory.create(fact_sheet_id=gone.fact_sheet_id, slug=gone.slug, content=content, submission=None)
    shown = PracticeAttachmentFactory.create(practice=practice)
    return {"shown": str(shown.attachment.public_id), "fact_sheet": str(practice.public_id)}


def _written(city: Any, officer: Any, reviewer: Any) -> dict[str, str]:
    """A draft on which work goes on, and one that was handed in."""
    draft = DraftFactory.create(complete=True, organisation=city, created_by=officer)
    invitation = InvitationFactory.create(draft=draft, invited_by=officer)
    handed_in = DraftFactory.create(complete=True, organisation=city, created_by=officer, state="submitted")
    submission = SubmissionFactory.create(draft=handed_in, submitted_by=officer, sheet=SCORED)
    return {
        "draft": str(draft.public_id),
        "file": str(AttachmentFactory.create(fact_sheet_id=draft.fact_sheet_id).public_id),
        "comment": str(CommentFactory.create(draft=draft, author=officer).pk),
        "invitation": str(invitation.pk),
        "invited": token_of(invitation),
        "co_author": str(CoAuthorFactory.create(draft=draft).pk),
        "handed_in": str(handed_in.public_id),
        "submission": str(submission.pk),
        "remark": str(RemarkFactory.create(submission=submission, author=reviewer).pk),
    }


def _network(city: Any, officer: Any) -> dict[str, str]:
    """People who ask, an organisation that was proposed, links of mails, a list."""
    proposed = OrganisationFactory.create(slug="proposed", name="Proposed", proposed=True)
    proposer = AffiliationFactory.create(organisation=proposed)
    unknown = EmailAddress.objects.get(user=UserFactory.create(confirmed_address=False))
    forgetful = UserFactory.create()
    return {
        "city": str(city.pk),
        "asking": str(AffiliationFactory.create(organisation=city).pk),
        "proposer": str(proposer.pk),
        "newcomer": str(forgetful.pk),
        "own_address": officer.email,
        "list": str(SavedListFactory.create(owner=officer).pk),
        "lost_mail": str(OutboxMailFactory.create(attempts=ATTEMPTS, error="550").pk),
        "mail_off": signed_links.make(UNSUBSCRIBE, [officer.pk, "comment"]),
        "confirmation": EmailConfirmationHMAC(unknown).key,
        "forgotten": f"{user_pk_to_url_str(forgetful)}-{default_token_generator.make_token(forgetful)}",
    }
