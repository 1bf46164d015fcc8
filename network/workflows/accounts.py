"""Opening accounts."""

import logging

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from network.errors import InvalidRecord
from network.models import User
from network.workflows.records import hold_to_the_rules

logger = logging.getLogger(__name__)


@transaction.atomic
def open_account(*, email: str, password: str, by: User | None) -> User:
    """Opens an account, or gives the one of that address a new password.

    Args:
        by: who does it; nobody on the command line.

    Raises:
        InvalidRecord: the address or the password breaks a rule.
    """
    user = User.objects.filter(email__iexact=email).first() or User(email=User.objects.normalize_email(email))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidRecord({"password": error.messages}) from error
    user.set_password(password)
    hold_to_the_rules(user)
    user.save()
    logger.info("account %s opened by %s", user.pk, by.pk if by else "the project")
    return user
