"""Grants a role from the command line: the first member of the secretariat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.enums import Role
from network.errors import InvalidRecord
from network.models import User
from network.workflows import grant_role


class Command(BaseCommand):
    """`manage.py grant_role EMAIL ROLE`: whoever has the secretariat's role grants the others on its page."""

    help = "Grants a role to the account of an address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"{options['email']} has no account: open one with `manage.py open_account`.")
        try:
            grant_role(user=user, role=Role(options["role"]), by=None)
        except InvalidRecord as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email} has the role {options['role']}.")
