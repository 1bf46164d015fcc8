"""Django's own `migrate`, as the owner of the tables."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from network.database_rights import NoSuchRole, TooManyRights, as_owner, grant_rights


class Command(migrate.Command):
    """The owner, where the settings name one, migrates; then it grants the application's role what that needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        application = connection.settings_dict["USER"]
        with as_owner():
            super().handle(*args, **options)
            looking = options["plan"] or options["check_unapplied"]
            if looking or not settings.OWNER_DATABASE or settings.OWNER_DATABASE["USER"] == application:
                return
            try:
                grant_rights(application)
            except (NoSuchRole, TooManyRights) as error:
                raise CommandError(str(error)) from error
