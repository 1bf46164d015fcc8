"""Lists are sorted without regard to accents; the extension comes with PostgreSQL and its owner may add it."""

from typing import ClassVar

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("practices", "0002_rules_across_tables")]

    operations: ClassVar = [UnaccentExtension()]
