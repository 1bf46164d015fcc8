"""Writing to the organiser of a practice without knowing anybody's address."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.enums import ConsentPurpose, MailKind
from network.errors import InvalidRecord
from network.models import Affiliation, Consent, Organisation, User
from network.workflows import give_consent, recorded, tell, withdraw_consent
from practices.models import Practice
from practices.texts import text_for

LONGEST_MESSAGE = 5000
LONGEST_NAME = 150


@recorded
def relay_message(
    *,
    practice: Practice,
    name: str,
    email: str,
    message: str,
    by: User | None,  # noqa: ARG001  # the audit trail reads it
) -> int:
    """Sends a reader's message to those who may submit for the organiser, and to its general address.

    The same message of one sender goes out once a day, however often it is sent.

    Args:
        by: the reader, where they are signed in.

    Returns:
        To how many it goes; 0 where the site knows nobody there.

    Raises:
        InvalidRecord: something is missing or too long.
    """
    sent = {"name": " ".join(name.split()), "email": email.strip(), "message": message.replace("\0", "").strip()}
    _check(sent)
    places = Affiliation.objects.confirmed().filter(organisation=practice.organiser_id, may_submit=True)
    people: list[User | str] = [place.user for place in places.select_related("user").order_by("pk")]
    if practice.organiser.contact_email:
        people.append(practice.organiser.contact_email)
    digest = hashlib.sha256("\n".join(sent.values()).encode()).hexdigest()[:16]
    occasion = f"contact:{practice.pk}:{timezone.localdate().isoformat()}:{digest}"
    context = {"practice": practice, "sender": sent["name"], "address": sent["email"], "message": sent["message"]}
    told = [
        tell(
            to=person,
            kind=MailKind.CONTACT,
            template="contact",
            occasion=occasion,
            context=context,
            reply_to=sent["email"],
        )
        for person in people
    ]
    return len([mail for mail in told if mail is not None]) or len(people)


@recorded
def show_as_contact(*, practice: Practice, by: User) -> None:
    """Shows an officer's name and address on the fact sheet, as they asked for.

    A consent that names another name or address than theirs now is taken back, and the new one given.

    Raises:
        InvalidRecord: they do not work for its organiser, or gave no name.
    """
    # One click at a time: two would both give the consent.
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    place = Affiliation.objects.confirmed().filter(user=by, organisation=practice.organiser_id)
    if not place.exists():
        raise InvalidRecord({"consent": [_("Only people who work for the organiser are its contacts.")]})
    if not by.name:
        raise InvalidRecord({"consent": [_("Give your name first, on the page of your account.")]})
    given = consents_of(by).filter(subject=str(practice.public_id)).first()
    if given and not names(given, by):
        hide_as_contact(practice=practice, by=by)
    give_consent(
        purpose=ConsentPurpose.PUBLISH_CONTACT, subject=str(practice.public_id), wording=wording(practice, by), by=by
    )


@recorded
def hide_as_contact(*, practice: Practice, by: User) -> None:
    """Takes an officer's name and address off the fact sheet."""
    withdraw_consent(purpose=ConsentPurpose.PUBLISH_CONTACT, subject=str(practice.public_id), by=by)


def contacts_of(practice: Practice) -> list[User]:
    """Who agreed to be shown with the name and address that they have now, as long as they work for the organiser."""
    places = Affiliation.objects.confirmed().filter(organisation=practice.organiser_id).values("user")
    agreed = Consent.objects.filter(
        purpose=ConsentPurpose.PUBLISH_CONTACT,
        subject=str(practice.public_id),
        withdrawn_at=None,
        user__in=places,
    )
    consents = agreed.select_related("user").order_by("user")
    return [consent.user for consent in consents if names(consent, consent.user)]


def consents_of(person: User) -> "QuerySet[Consent]":
    """What they agreed to be shown on, and did not take back."""
    return person.consents.filter(purpose=ConsentPurpose.PUBLISH_CONTACT, withdrawn_at=None).order_by("given_at", "pk")


@dataclass(frozen=True)
class Shown:
    """A fact sheet on which somebody agreed to be shown; `current` says whether as they are called now."""

    practice: Practice
    title: str
    current: bool


def shown_on(person: User) -> list[Shown]:
    """The fact sheets of their organisations on which they agreed to be shown, in the order in which they did."""
    consents = {consent.subject: consent for consent in consents_of(person)}
    language = get_language() or "en"
    theirs = Practice.objects.filter(public_id__in=consents, organiser__in=Organisation.objects.of(person))
    found = {str(practice.public_id): practice for practice in theirs.prefetch_related("texts").order_by("pk")}
    return [
        Shown(found[subject], text_for(found[subject], language).title, names(consent, person))
        for subject, consent in consents.items()
        if subject in found
    ]


def names(consent: Consent, person: User) -> bool:
    """Whether the words of a consent are those of a person as they are called now, whatever its language."""
    return all(f"({said})" in consent.wording for said in (person.name, person.email))


def wording(practice: Practice, person: User) -> str:
    """What somebody agrees to."""
    said = _(
        "I agree that my name (%(name)s) and e-mail address (%(email)s) are shown to everybody on the page of the fact"
        " sheet “%(sheet)s”. I can take this back at any time, on the same page or by erasing my account."
    )
    return said % {
        "name": person.name,
        "email": person.email,
        "sheet": text_for(practice, get_language() or "en").title,
    }


def _check(sent: dict[str, str]) -> None:
    faults: dict[str, list[str]] = {}
    if not sent["name"] or len(sent["name"]) > LONGEST_NAME:
        faults["name"] = [_("Give your name, so that they know who asks.")]
    try:
        validate_email(sent["email"])
    except ValidationError:
        faults["email"] = [_("Give an e-mail address to which they can answer.")]
    if not sent["message"]:
        faults["message"] = [_("Write what you would like to know.")]
    if len(sent["message"]) > LONGEST_MESSAGE:
        faults["message"] = [_("Shorten the message to %(longest)s characters.") % {"longest": LONGEST_MESSAGE}]
    if faults:
        raise InvalidRecord(faults)
