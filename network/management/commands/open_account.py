"""Opens an account from the command line."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.enums import SiteLanguage
from network.errors import InvalidRecord
from network.workflows import open_account


class Command(BaseCommand):
    """`manage.py open_account EMAIL`: asks for the password, or takes it from a pipe."""

    help = "Opens an account, or gives the one of that address a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what colleagues see")
        parser.add_argument("--language", default="", choices=["", *SiteLanguage.values], help="of mails")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass() if sys.stdin.isatty() else input()
        try:
            about = {option: options[option] for option in ("email", "name", "language")}
            user = open_account(**about, password=password, by=None)
        except InvalidRecord as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email} can sign in.")
