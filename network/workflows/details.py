"""What people say about themselves."""

import logging

from network.enums import SiteLanguage
from network.models import User
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules

logger = logging.getLogger(__name__)


@recorded
def correct_details(*, name: str, language: SiteLanguage, by: User) -> User:
    """Changes somebody's own name and the language in which mails come to them.

    Raises:
        InvalidRecord: the name is too long.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    user.name = name
    user.language = language.value
    hold_to_the_rules(user)
    user.save(update_fields=["name", "language"])
    logger.info("account %s corrected by its owner", user.pk)
    return user
