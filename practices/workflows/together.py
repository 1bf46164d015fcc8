"""Writing a draft together: who is invited, who comments, who is in which section just now."""

import logging
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network import signed_links
from network.enums import MailKind
from network.errors import InvalidRecord, NotAllowed
from network.models import Affiliation, Organisation, User
from network.workflows import hold_to_the_rules, recorded, tell
from practices.enums import OPEN_STATES
from practices.errors import WrongState
from practices.models import CoAuthor, Comment, Draft, Invitation, Presence
from practices.workflows.drafts import hold
from practices.workflows.notices import authors_of
from practices.writing import BY_NAME

logger = logging.getLogger(__name__)

INVITATION = "invitation"
GOOD_FOR = timedelta(days=14)
# One person cannot write to the world in the name of the site.
MOST_OPEN_INVITATIONS = 20
LONGEST_COMMENT = 5000


@recorded
def invite(*, draft: Draft, email: str, by: User) -> Invitation:
    """Invites an address to write along; whoever opens the link and signs in becomes a co-author.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        WrongState: too many invitations wait, the address is of somebody who writes along already, as a colleague or
            by invitation, or the draft is closed.
        InvalidRecord: it is no address, or has been invited already.
    """
    held = hold(draft, by=by)
    if held.state not in OPEN_STATES:
        raise WrongState(_("This draft is closed: nobody writes in it any more."))
    now = timezone.now()
    # One that has expired makes room for a new one.
    held.invitations.filter(accepted_at=None, closed_at=None, expires_at__lte=now).update(closed_at=now)
    if held.invitations.filter(accepted_at=None, closed_at=None).count() >= MOST_OPEN_INVITATIONS:
        raise WrongState(_("Too many invitations wait for an answer: take some back first."))
    invitation = Invitation(draft=held, email=email.strip(), invited_by=by, made_at=now, expires_at=now + GOOD_FOR)
    hold_to_the_rules(invitation)
    known = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    if known and Draft.objects.of(known).filter(pk=held.pk).exists():
        raise WrongState(_("This person writes along already."))
    invitation.save()
    tell(
        to=known or invitation.email,
        kind=MailKind.INVITATION,
        template="invitation",
        occasion=f"invitation:{invitation.pk}",
        context={"draft": held, "invitation": invitation, "by": by, "token": token_of(invitation)},
    )
    logger.info("invitation %s to draft %s by %s", invitation.pk, held.pk, by.pk)
    return invitation


def token_of(invitation: Invitation) -> str:
    """What the link in the mail carries."""
    return signed_links.make(INVITATION, {"invitation": invitation.pk})


def invitation_of(token: str) -> Invitation:
    """The invitation of a link; reading it changes nothing.

    Raises:
        InvalidLink: it expired or was not made here.
        WrongState: it was taken back or answered, the draft is closed, or who invited does not see it any more.
    """
    number = signed_links.read(INVITATION, token, max_age=GOOD_FOR)["invitation"]
    found = Invitation.objects.select_related("draft__organisation", "invited_by").filter(pk=number).first()
    if found is None or found.closed_at or found.accepted_at:
        raise WrongState(_("This invitation was answered or taken back: ask for a new one."))
    if found.expires_at <= timezone.now():  # the link itself may be younger: it is also made for a page
        raise signed_links.Expired
    if found.draft.state not in OPEN_STATES:
        raise WrongState(_("This draft is closed: nobody writes in it any more."))
    if not standing_invitations().filter(pk=found.pk).exists():
        raise WrongState(_("Who invited you does not work on this fact sheet any more: ask for a new invitation."))
    return found


def standing_invitations() -> QuerySet[Invitation]:
    """Those that can be accepted: not answered, in time, to open drafts, of people who still write along there."""
    inviter = {"user": OuterRef("invited_by"), "user__is_active": True}
    colleague = Affiliation.objects.confirmed().filter(**inviter, organisation=OuterRef("draft__organisation"))
    co_author = CoAuthor.objects.filter(**inviter, draft=OuterRef("draft"), until=None)
    waiting = Invitation.objects.filter(accepted_at=None, closed_at=None, expires_at__gt=timezone.now())
    return waiting.filter(Exists(colleague) | Exists(co_author), draft__state__in=OPEN_STATES)


@recorded
def accept_invitation(*, token: str, by: User) -> Draft:
    """Makes the person who holds the link a co-author, whatever address they sign in with.

    Who sees the draft as a colleague stays one: a co-authorship would outlast their place in the organisation.

    Raises:
        As `invitation_of`.
    """
    held = Draft.objects.locked().get(pk=invitation_of(token).draft_id)
    invitation = invitation_of(token)  # as it is now that the draft is held
    answered = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, closed_at=None)
    if not answered.update(accepted_at=timezone.now()):
        raise WrongState(_("This invitation was answered or taken back: ask for a new one."))
    if not Draft.objects.of(by).filter(pk=held.pk).exists():
        CoAuthor.objects.update_or_create(draft=held, user=by, defaults={"until": None})
    logger.info("invitation %s accepted by %s", invitation.pk, by.pk)
    return held


@recorded
def close_invitation(*, invitation: Invitation, by: User) -> None:
    """Takes an invitation back.

    Raises:
        Draft.DoesNotExist: it is not of a draft that they may see.
    """
    hold(invitation.draft, by=by)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, closed_at=None).update(closed_at=timezone.now())


@recorded
def decline_invitation(*, token: str, by: User | None = None) -> None:  # noqa: ARG001  # the audit trail names them
    """Closes an invitation at the wish of who was invited; an account is not needed for a no.

    Raises:
        As `invitation_of`.
    """
    invitation = invitation_of(token)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, closed_at=None).update(closed_at=timezone.now())


@recorded
def leave_draft(*, draft: Draft, user: User, by: User) -> None:
    """Ends somebody's co-authorship: their own, or at the wish of the organisation that the draft belongs to.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        NotAllowed: a co-author cannot send another away.
    """
    held = hold(draft, by=by)
    its_officer = Organisation.objects.of(by).filter(pk=held.organisation_id).exists()
    if user != by and not its_officer:
        raise NotAllowed(_("Only colleagues of the organisation end somebody else's co-authorship."))
    CoAuthor.objects.filter(draft=held, user=user, until=None).update(until=timezone.now())


@recorded
def comment_on(*, draft: Draft, section: str, text: str, by: User) -> Comment:
    """Says something about a section to the other authors, who are told by mail.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        InvalidRecord: there is no text, or too much.
        WrongState: the form has no such section.
    """
    held = hold(draft, by=by)
    if section not in BY_NAME:
        raise WrongState(_("The form has no such section."))
    comment = Comment(draft=held, section=section, text=text.replace("\0", "").strip(), author=by)
    if len(comment.text) > LONGEST_COMMENT:
        said = _("Shorten this to %(limit_value)s characters: it has %(show_value)s.")
        raise InvalidRecord({"text": [said % {"limit_value": LONGEST_COMMENT, "show_value": len(comment.text)}]})
    hold_to_the_rules(comment)
    comment.save()
    for author in authors_of(held):
        if author != by:
            tell(
                to=author,
                kind=MailKind.COMMENT,
                template="comment",
                occasion=f"comment:{comment.pk}",
                context={"draft": held, "comment": comment, "section": BY_NAME[section].title},
            )
    return comment


@recorded
def settle_comment(*, comment: Comment, by: User) -> None:
    """Marks a comment as dealt with; a second time changes nothing.

    Raises:
        Draft.DoesNotExist: it is not of a draft that they may see.
    """
    hold(comment.draft, by=by)
    Comment.objects.filter(pk=comment.pk, settled_at=None).update(settled_at=timezone.now(), settled_by=by)


@recorded
def note_presence(*, draft: Draft, section: str, by: User) -> None:
    """Notes that somebody is in a section now; nobody waits for anybody.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
    """
    if not Draft.objects.of(by).filter(pk=draft.pk).exists():
        raise Draft.DoesNotExist
    Presence.objects.bulk_create(
        [Presence(draft=draft, user=by, section=section if section in BY_NAME else "", seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["draft", "user"],
        update_fields=["section", "seen_at"],
    )
