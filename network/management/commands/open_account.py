"""Opens an account from the command line."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.errors import InvalidRecord
from network.workflows import open_account


class Command(BaseCommand):
    """`manage.py open_account EMAIL`: asks for the password, or takes it from a pipe."""

    help = "Opens an account, or gives the one of that address a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass() if sys.stdin.isatty() else input()
        try:
            user = open_account(email=options["email"], password=password, by=None)
        except InvalidRecord as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email} can sign in.")
