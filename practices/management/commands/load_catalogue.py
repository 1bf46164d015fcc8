"""Loads the project's own content."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.api import documents
from practices.errors import FaultyCatalogue
from practices.resources import load_catalogue


class Command(BaseCommand):
    """`manage.py load_catalogue [FOLDER]`: all or nothing, and nothing twice."""

    help = "Loads vocabularies, organisations and fact sheets from the fixture files; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_catalogue(options["folder"])
        except FaultyCatalogue as error:
            raise CommandError(f"Nothing was loaded. Mend these and load again:\n{error}") from error
        documents.refresh()
        for collection in sorted({*loaded.written, *loaded.unchanged}):
            written, unchanged = loaded.written.get(collection, 0), loaded.unchanged.get(collection, 0)
            self.stdout.write(f"{collection}: {written} fact sheets written, {unchanged} unchanged")
