"""The keys with which an organisation's own system uses the API in the name of one of its people."""

import hashlib
import logging
import secrets
import string
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.enums import TokenScope
from network.errors import InvalidRecord
from network.models import Affiliation, ApiToken, Organisation, User
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules

logger = logging.getLogger(__name__)

LETTERS = string.ascii_letters + string.digits
BEGINNING = "ip_"
LENGTH = 40  # of 62 letters: 238 bits
SHOWN = len(BEGINNING) + 6  # of a secret, on the page of tokens
LONGEST_DAYS = 366
MOST = 20


def digest_of(secret: str) -> str:
    """What is stored of a secret, and looked for. It is too long to be guessed, so it needs no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


@recorded
def make_token(
    *, user: User, organisation: Organisation, name: str, scopes: Collection[str], days: int, by: User
) -> tuple[ApiToken, str]:
    """Makes a token and gives it with its secret, which is never to be had again.

    Args:
        days: after how many it expires, at most 366.

    Raises:
        InvalidRecord: the user has no confirmed place in the organisation, or may not themselves do what the token
            should; the name or the days break a rule; they have twenty tokens already.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # twenty, also of those who click twice
    now = timezone.now()
    faults = _faults(user, organisation, scopes, days)
    if user.api_tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST:
        faults["record"] = [_("You have 20 tokens: revoke one that is not used any more.")]
    if faults:
        raise InvalidRecord(faults)
    secret = BEGINNING + "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    token = ApiToken(
        user=user,
        organisation=organisation,
        name=name,
        prefix=secret[:SHOWN],
        digest=digest_of(secret),
        scopes=[scope.value for scope in TokenScope if scope in scopes],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    hold_to_the_rules(token)
    token.save()
    logger.info("token %s of %s made by %s", token.pk, user.pk, by.pk)
    return token, secret


@recorded
def revoke_token(*, token: ApiToken, by: User) -> None:
    """Ends a token; one that has ended stays as it is."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        logger.info("token %s revoked by %s", token.pk, by.pk)


@recorded
def revoke_tokens(*, user: User) -> None:
    """Ends all tokens of an account, with its password: whoever made one may have had that."""
    if ended := ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now()):
        logger.info("%s tokens of account %s revoked", ended, user.pk)


@recorded
def note_use(*, token: ApiToken) -> None:
    """Writes down that a token was used today."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_on=timezone.localdate())


def _faults(user: User, organisation: Organisation, scopes: Collection[str], days: int) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    places = Affiliation.objects.confirmed().filter(user=user, organisation=organisation)
    if not places.exists():
        faults["organisation"] = [_("Choose an organisation in which your place is confirmed.")]
    elif TokenScope.SUBMIT_DRAFTS in scopes and not places.filter(may_submit=True).exists():
        faults["scopes"] = [_("You may not submit fact sheets for this organisation, so your token may not either.")]
    if unknown := set(scopes) - set(TokenScope.values):
        said = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
        allowed = ", ".join(TokenScope.values)
        faults["scopes"] = [said % {"value": sorted(unknown)[0][:80], "allowed": allowed}]
    if not 1 <= days <= LONGEST_DAYS:
        faults["days"] = [_("A token is good for 1 to 366 days.")]
    return faults
