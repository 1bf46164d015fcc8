"""Somebody who left words of their own wherever a person can leave any, and is about to erase their account."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from network.models import AuditEntry, User
from network.workflows import end_affiliation
from practices.enums import Language
from practices.models import Invitation
from practices.workflows import begin_draft, comment_on, save_section
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    CoAuthorFactory,
    ConsentFactory,
    IdempotentAnswerFactory,
    OrganisationFactory,
    OutboxMailFactory,
    ParkedFormFactory,
    SavedListFactory,
    UserFactory,
)
from tests.network.entering import sign_in

PASSWORD = "correct horse battery"
Column = tuple[str, str]


def columns_with(text: str) -> set[Column]:
    """Every column of every table in which the text stands, in whatever capitals; sessions are read, too."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in sorted(cursor.fetchall()):
            cursor.execute(
                f"SELECT DISTINCT field.key FROM {table} AS one, jsonb_each_text(to_jsonb(one)) AS field"
                " WHERE field.value ILIKE %s",
                [f"%{text}%"],
            )
            found |= {(table, column) for (column,) in cursor.fetchall()}
    held = [str(SessionStore().decode(data)) for data in Session.objects.values_list("session_data", flat=True)]
    if any(text.lower() in session.lower() for session in held):
        found.add(("django_session", "session_data"))
    return found


class Leaver:
    """`words` holds what stands in which column: another word for each column, and for its earlier value."""

    def __init__(self) -> None:
        self.words: dict[Column, set[str]] = {}
        self.organisation = OrganisationFactory.create()
        self.secretary = UserFactory.create(secretariat=True)
        self.colleague = UserFactory.create(officer_of=self.organisation)
        self.user = UserFactory.create(email="oldaddress@example.org", name="Oldname O'Finch")
        self._rename()
        self._places_and_tokens()
        self._lists_and_consents()
        self._draft_with_comment()
        self._mails()
        self._elsewhere()
        self._of_the_trail()

    def put(self, table: str, column: str, *words: str) -> None:
        """Notes that these words stand in a column now."""
        self.words.setdefault((table, column), set()).update(words)

    def _rename(self) -> None:
        EmailAddress.objects.filter(user=self.user).update(email="newaddress@example.org")
        User.objects.filter(pk=self.user.pk).update(email="newaddress@example.org", name="Newname O'Finch")
        self.user = User.objects.get(pk=self.user.pk)
        self.put("network_user", "email", "newaddress@example.org")
        self.put("network_user", "name", "Newname O'Finch")
        asked = EmailAddress.objects.create(user=self.user, email="oldwish@example.org", verified=False)
        EmailAddress.objects.filter(pk=asked.pk).update(email="newwish@example.org")
        self.put("account_emailaddress", "email", "newaddress@example.org", "newwish@example.org")
        account = SocialAccount.objects.create(user=self.user, provider="eu-login", uid="oldsubject", extra_data={})
        SocialAccount.objects.filter(pk=account.pk).update(uid="newsubject")
        self.put("socialaccount_socialaccount", "uid", "newsubject")
        Authenticator.objects.create(user=self.user, type="totp", data={"secret": "totpsecret"})
        self.put("mfa_authenticator", "data", "totpsecret")

    def _places_and_tokens(self) -> None:
        place = AffiliationFactory.create(
            user=self.user, organisation=self.organisation, confirmed=True, job_title="oldjob", reason="oldreason"
        )
        type(place).objects.filter(pk=place.pk).update(job_title="newjob", reason="laterreason")
        ended = AffiliationFactory.create(user=self.user, confirmed=True, job_title="endedjob")
        end_affiliation(affiliation=ended, by=self.secretary, reason="Was newreason")
        self.put("network_affiliation", "job_title", "newjob", "endedjob")
        self.put("network_affiliation", "reason", "newreason", "laterreason")
        token = ApiTokenFactory.create(user=self.user, organisation=self.organisation, name="oldtoken")
        type(token).objects.filter(pk=token.pk).update(name="newtoken")
        ApiTokenFactory.create(user=self.user, organisation=self.organisation, name="gonetoken").delete()
        self.put("network_apitoken", "name", "newtoken")
        IdempotentAnswerFactory.create(user=self.user, body='{"name": "keptanswer"}')
        self.put("network_idempotentanswer", "body", "keptanswer")

    def _lists_and_consents(self) -> None:
        kept = SavedListFactory.create(owner=self.user, name="oldlist")
        type(kept).objects.filter(pk=kept.pk).update(name="newlist")
        SavedListFactory.create(owner=self.user, name="gonelist").delete()
        self.put("practices_savedlist", "name", "newlist")
        consent = ConsentFactory.create(user=self.user, wording="oldwording")
        type(consent).objects.filter(pk=consent.pk).update(wording="newwording")
        self.put("network_consent", "wording", "newwording")

    def _draft_with_comment(self) -> None:
        self.draft = begin_draft(organisation=self.organisation, language=Language.EN, by=self.user)
        data = {"title": "Mothers"}
        save_section(draft=self.draft, name="story", language="en", data=data, expected_version=0, by=self.user)
        CoAuthorFactory.create(draft=self.draft, user=self.colleague)
        comment_on(draft=self.draft, section="story", text="Shorter, please.", by=self.user)
        Invitation.objects.create(draft=self.draft, email="NewAddress@example.org", expires_at="2999-01-01T00:00:00Z")
        self.put("practices_invitation", "email", "newaddress@example.org")

    def _mails(self) -> None:
        OutboxMailFactory.create(recipient=self.user, error="SMTP: newaddress@example.org is full")
        self.put("network_outboxmail", "address", "newaddress@example.org", "newwish@example.org")
        self.put("network_outboxmail", "error", "newaddress@example.org")
        OutboxMailFactory.create(recipient=None, address="newwish@example.org", about=[self.user.pk])
        OutboxMailFactory.create(reply_to="newaddress@example.org", address="office@ville.example")
        self.put("network_outboxmail", "reply_to", "newaddress@example.org")
        OutboxMailFactory.create(
            recipient=self.colleague,
            about=[self.user.pk],
            subject="OLDNAME O'FINCH asks",
            text="Newname  O'Finch (newjob) asks",
            html="<p>Oldname O&#x27;Finch, NewAddress@Example.org</p>",
        )
        OutboxMailFactory.create(recipient=self.colleague, text="Ask OldAddress@example.org.")
        # Besides, the mail about the comment, which names them.
        self.put("network_outboxmail", "subject", "Oldname O'Finch")
        self.put("network_outboxmail", "text", "Newname  O'Finch", "oldaddress@example.org", "newjob")
        self.put(
            "network_outboxmail", "html", "Oldname O&#x27;Finch", "Newname O&#x27;Finch", "newaddress@example.org"
        )

    def _elsewhere(self) -> None:
        ParkedFormFactory.create(fields={"email": ["newaddress@example.org"], "text": ["Ask oldaddress@example.org"]})
        self.put("network_parkedform", "fields", "newaddress@example.org", "oldaddress@example.org")
        sign_in(Client(), self.user.email)
        self.put("django_session", "session_data", "newaddress@example.org")

    def _of_the_trail(self) -> None:
        former = "oldname O'Finch", "oldaddress", "oldwish", "oldsubject", "oldjob", "oldreason", "oldtoken", "oldlist"
        gone = "gonetoken", "gonelist"
        later = "newname O'Finch", "newaddress", "newwish", "newsubject", "newjob", "newreason", "newtoken", "newlist"
        self.put("network_auditentry", "before", *former, *gone, "oldwording")
        self.put("network_auditentry", "after", *former, *gone, *later, "endedjob", "oldwording", "newwording")
        self.put("network_auditentry", "reason", "newreason")
        assert AuditEntry.objects.filter(reason="Was newreason", at__lte=timezone.now()).exists()


def erase(client: Client, user: Any) -> Any:
    """The answer to somebody who erases their account."""
    client.force_login(user)
    return client.post("/account/erase/", {"email": user.email, "password": PASSWORD})
