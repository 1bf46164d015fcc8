"""Which mails somebody wants, of those that are no duty."""

import logging
from collections.abc import Collection

from network.enums import OPTIONAL_MAIL, MailKind
from network.models import User
from network.workflows.recording import recorded

logger = logging.getLogger(__name__)


@recorded
def choose_mail(*, user: User, wanted: Collection[str], by: User) -> None:
    """Sends somebody these of the optional kinds, and no other of them."""
    _save(user, {kind for kind in OPTIONAL_MAIL if kind not in wanted}, by)


@recorded
def switch_off_mail(*, user: User, kind: MailKind, by: User) -> None:
    """Sends somebody no mails of this kind any more; twice is once."""
    stored = User.objects.select_for_update().get(pk=user.pk)
    _save(stored, {kind, *stored.unwanted_mail}, by)


def _save(user: User, unwanted: Collection[str], by: User) -> None:
    user.unwanted_mail = [kind.value for kind in OPTIONAL_MAIL if kind in unwanted]
    user.save(update_fields=["unwanted_mail"])
    logger.info("the mails of account %s were chosen by %s", user.pk, by.pk)
