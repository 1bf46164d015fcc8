"""Lets somebody in who has lost both the app and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.models import User
from network.workflows import switch_second_factor_off


class Command(BaseCommand):
    """`manage.py switch_second_factor_off EMAIL REASON`: make sure first that it is the owner who asks."""

    help = "Takes the second factor off an account; its owner signs in with the password alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("reason", help="how you know that the owner asks; it stands in the audit trail")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("No account has this address.")
        if not switch_second_factor_off(user=user, by=None, reason=options["reason"]):
            raise CommandError("This account has no second factor.")
        self.stdout.write(f"{user.email} can sign in with the password alone.")
