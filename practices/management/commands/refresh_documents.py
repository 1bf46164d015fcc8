"""Writes fact sheets down as the API lists them, where that was not done since their last change."""

from typing import Any

from django.core.management.base import BaseCommand

from practices.api import documents


class Command(BaseCommand):
    """`manage.py refresh_documents`: after a release, and whenever the API's lists should be quick again."""

    help = "Writes down the fact sheets that changed, or whose form did, as the API lists them."

    def handle(self, *args: Any, **options: Any) -> None:
        count = documents.refresh()
        self.stdout.write(f"{count} fact sheets written down")
