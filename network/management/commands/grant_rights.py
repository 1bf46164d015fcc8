"""Gives the application's role of the database its rights."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.database_rights import NoSuchRole, TooManyRights, as_owner, grant_rights


class Command(BaseCommand):
    """`manage.py grant_rights ROLE`, run as the owner of the tables; `migrate` does it by itself for two addresses."""

    help = "Lets a role of the database work with the rows of the site, and read but not change the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner():
                grant_rights(options["role"])
        except (NoSuchRole, TooManyRights) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['role']} can serve the site and cannot change its audit trail.")
