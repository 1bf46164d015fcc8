"""Opening accounts, and ending what leads into them."""

import logging
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.errors import InvalidRecord
from network.models import User
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules
from network.workflows.tokens import revoke_tokens

logger = logging.getLogger(__name__)


@recorded
def open_account(*, email: str, password: str, name: str = "", language: str = "", by: User | None) -> User:
    """Opens an account whose address needs no confirmation, or gives the one of that address a new password.

    Args:
        name: empty leaves it as it is.
        language: empty leaves it as it is, or English.
        by: who does it; nobody on the command line.

    Raises:
        InvalidRecord: the address, the password, the name or the language breaks a rule.
    """
    user = User.objects.filter(email__iexact=email).first() or User(email=email.lower())
    user.name = name or user.name
    user.language = language or user.language
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidRecord({"password": error.messages}) from error
    user.set_password(password)
    hold_to_the_rules(user)
    user.save()
    revoke_tokens(user=user)
    _confirm_address(user)
    logger.info("account %s opened by %s", user.pk, by.pk if by else "the project")
    return user


@recorded
def sign_up(*, user: User, password: str | None) -> User:
    """Opens the account of a person who asks for it; allauth has its address confirmed before it can be used.

    Args:
        user: not saved yet.
        password: checked already; none where an identity provider vouches for the person.

    Raises:
        InvalidRecord: somebody has this address, or the name or the language breaks a rule.
    """
    user.email = user.email.lower()
    user.set_password(password)
    hold_to_the_rules(user)
    user.save()
    logger.info("account %s opened by its owner", user.pk)
    return user


@recorded
def use_code(*, check: Callable[[], str], by: User) -> str:  # noqa: ARG001  # who it is, for the audit trail
    """Takes a code of somebody's second factor, which works once; `check` returns it or raises ValidationError."""
    return check()


@recorded
def switch_second_factor_off(*, user: User, by: User | None, reason: str) -> bool:  # noqa: ARG001  # for the audit trail
    """Takes the second factor off an account whose owner has lost it, recovery codes and all; whether it had one.

    Its sessions end.

    Args:
        by: who does it; nobody on the command line.
        reason: how it is known that the owner asks.
    """
    taken, _tables = Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user, by=by)
    logger.info("second factor of account %s switched off by %s", user.pk, by.pk if by else "the project")
    return bool(taken)


@recorded
def end_sessions(*, user: User, keep: str = "", by: User | None) -> int:  # noqa: ARG001  # for the audit trail
    """Ends the sessions of an account; how many.

    Whose one is stands inside it: all are read, which are those of the last twelve hours.

    Args:
        keep: the key of the one that goes on.
    """
    others = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=keep)
    theirs = [each.pk for each in others.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    logger.info("%s sessions of account %s ended", len(theirs), user.pk)
    return len(theirs)


def _confirm_address(user: User) -> None:
    """Makes the account's address the only one it signs in with."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email.lower()).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
