"""Deletes what nobody needs any longer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    """`manage.py tidy_up`: once a day, say. Each part is a transaction of its own."""

    help = "Deletes what nobody needs any longer: old mails, parked forms, kept answers."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in settings.TIDY_UP:
            self.stdout.write(f"{path.rpartition('.')[2]}: {import_string(path)()} deleted")
