"""Erasing an account: what its owner said of themselves is taken out of everything (GDPR, 17).

What an account says may be made up by whoever means harm: an address that was only asked for, a name like that of a
page. So nothing of it is looked for everywhere but addresses proven to be its owner's, and a name only in mails that
are known to tell of them.
"""

import json
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.html import escape
from django.utils.translation import gettext as _

from network.enums import MailKind, Role
from network.errors import Refusal
from network.models import Affiliation, AuditEntry, OutboxMail, ParkedForm, RoleGrant, User
from network.workflows.recording import recorded
from network.workflows.trail import forget

logger = logging.getLogger(__name__)

ERASED = "[erased]"
# The trail is read as a whole.
LONGEST_ERASURE = "120s"
SESSIONS_AT_A_TIME = 500


class LastOfTheSecretariat(Refusal):
    """Somebody must be left who can grant roles."""

    status = 409
    problem_type = "last-of-the-secretariat"

    def __str__(self) -> str:
        return _("You are the last of the secretariat: give the role to somebody else first.")


@dataclass(frozen=True)
class Said:
    """What somebody said of themselves, now and formerly; `addresses` only those that were proven to be theirs."""

    addresses: frozenset[str]
    names: frozenset[str]
    job_titles: frozenset[str]


@recorded
def erase_account(*, user: User, by: User) -> None:
    """Deletes an account with its sessions, and takes what it says of its owner out of mails and the audit trail.

    What they wrote for their organisation stays, without their name. To be called last in an erasure.

    Raises:
        LastOfTheSecretariat: nobody would be left to grant roles.
    """
    # One at a time: two of the secretariat who leave together would both see the other.
    secretariat = RoleGrant.objects.select_for_update().filter(role=Role.SECRETARIAT)
    if list(secretariat.values_list("user", flat=True)) == [user.pk]:
        raise LastOfTheSecretariat
    said = _said_by(user)
    _delete_mails(user, said.addresses)
    _take_out_of_mails(user, said)
    _take_out_of_parked_forms(said.addresses)
    _end_sessions(user, said.addresses)
    number = user.pk
    user.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_ERASURE])
    forget(user_id=number, addresses=said.addresses)
    logger.info("account %s erased by %s", number, by.pk)


def addresses_of(user: User) -> frozenset[str]:
    """The addresses that were proven to be theirs, now or formerly, in small letters; none that is another's now."""
    proven = set(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
    states: dict[str, dict[str, Any]] = {}
    for entry in AuditEntry.objects.of_rows(EmailAddress, user_id=user.pk):
        state = states.setdefault(entry.row, {})
        for part in (entry.before, entry.after):
            state.update(part or {})
            if state.get("verified") and "email" in state:
                proven.add(state["email"])
    lowered = {address.lower() for address in proven}
    others = EmailAddress.objects.exclude(user=user).filter(verified=True).annotate(lowered=Lower("email"))
    return frozenset(lowered - set(others.filter(lowered__in=lowered).values_list("lowered", flat=True)))


def _said_by(user: User) -> Said:
    names, emails = {user.name}, {user.email}
    for entry in AuditEntry.objects.of(user).order_by("id"):
        for part in (entry.before or {}, entry.after or {}):
            names.add(part.get("name", ""))
            emails.add(part.get("email", ""))
    titles = set(user.affiliations.values_list("job_title", flat=True))
    for entry in AuditEntry.objects.of_rows(Affiliation, user_id=user.pk):
        titles |= {part.get("job_title", "") for part in (entry.before or {}, entry.after or {})}
    # Who gives no name is called by what stands before the @.
    names |= {email.partition("@")[0] for email in emails}
    return Said(addresses_of(user), frozenset(names), frozenset(titles))


def _delete_mails(user: User, addresses: Collection[str]) -> None:
    """Theirs, those that are answered to them, and those of their account to an address that was never confirmed."""
    theirs = Q(recipient=user) | Q(recipient=None, kind=MailKind.ACCOUNT, about__contains=[user.pk])
    for address in addresses:
        theirs |= Q(address__iexact=address) | Q(reply_to__iexact=address)
    OutboxMail.objects.filter(theirs).delete()


def _take_out_of_mails(user: User, said: Said) -> None:
    """Addresses out of all mails to others; names and job titles out of those that tell of them, and of no other."""
    told = Q(about__contains=[user.pk])
    holding = told
    for form in {form for address in said.addresses for form in (address, escape(address))}:
        holding |= Q(subject__icontains=form) | Q(text__icontains=form) | Q(html__icontains=form)
    everywhere = _pattern(addresses=said.addresses)
    where_told = _pattern(addresses=said.addresses, names=said.names | said.job_titles)
    for mail in OutboxMail.objects.select_for_update().filter(holding).order_by("pk"):
        pattern = where_told if user.pk in mail.about else everywhere
        columns = {"subject": mail.subject, "text": mail.text, "html": mail.html}
        left = {column: pattern.sub(ERASED, text) for column, text in columns.items()}
        if left != columns:
            OutboxMail.objects.filter(pk=mail.pk).update(**left)


def _take_out_of_parked_forms(addresses: Collection[str]) -> None:
    """Nobody knows whose a parked form is: it stays, without the address."""
    holding = Q(pk=None)
    for address in addresses:
        holding |= Q(fields__icontains=address)
    pattern = _pattern(addresses=addresses)
    for form in ParkedForm.objects.select_for_update().filter(holding).order_by("pk"):
        form.fields = {name: [pattern.sub(ERASED, value) for value in values] for name, values in form.fields.items()}
        form.save(update_fields=["fields"])


def _end_sessions(user: User, addresses: Collection[str]) -> None:
    """Theirs, and those of nobody that hold an address of theirs, such as one in which signing in had begun."""
    pattern = _pattern(addresses=addresses)
    store = SessionStore()
    rows = Session.objects.order_by("pk").values_list("session_key", "session_data")
    ended = []
    for key, data in rows.iterator(chunk_size=SESSIONS_AT_A_TIME):
        held = store.decode(data)
        nobodys = SESSION_KEY not in held
        if held.get(SESSION_KEY) == str(user.pk) or (nobodys and pattern.search(json.dumps(held, ensure_ascii=False))):
            ended.append(key)
    Session.objects.filter(pk__in=ended).delete()


def _pattern(*, addresses: Collection[str], names: Collection[str] = ()) -> re.Pattern[str]:
    """Finds them as whole words, in any capitals, as text and as HTML; a name not within an address or a link."""
    found = [rf"(?<![\w.%+-]){_written(address)}(?![\w-]|\.\w)" for address in _longest_first(addresses)]
    found += [rf"(?<![\w/@.-]){_written(name)}(?![\w/@-]|\.\w)" for name in _longest_first(names)]
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def _written(value: str) -> str:
    """The value with any space between its words, or the same escaped for HTML."""
    return "(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in (value, escape(value))) + ")"


def _longest_first(values: Collection[str]) -> list[str]:
    """Those of more than one letter."""
    return sorted((value for value in values if len(value.strip()) > 1), key=lambda value: (-len(value), value))
