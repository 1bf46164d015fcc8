"""Lists that people keep on their account; slugs that are addresses of other pages are for no fact sheet."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

RESERVED = (
    "add",
    "api",
    "atom",
    "calendar",
    "compare",
    "csv",
    "drafts",
    "edit",
    "embed",
    "export",
    "facets",
    "feed",
    "import",
    "json",
    "list",
    "lists",
    "map",
    "new",
    "pdf",
    "print",
    "review",
    "search",
    "statistics",
    "submit",
    "suggest",
    "suggestions",
    "table",
    "timeline",
    "xlsx",
)

# The tail is one that a slug made later does not get; what is deferred is checked before the table changes.
FREE = """
    UPDATE practices_practice SET slug = slug || '-n' || id WHERE slug = ANY(%s);
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("network", "0001_initial"),
        ("practices", "0004_search"),
    ]

    operations: ClassVar = [
        migrations.RunSQL([(FREE, [list(RESERVED)])], migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", RESERVED), _negated=True),
                name="practice_slug_is_no_other_address",
                violation_error_message="This word is the address of another page: choose a longer one.",
            ),
        ),
        migrations.CreateModel(
            name="SavedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last change")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_lists",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved list",
                "verbose_name_plural": "saved lists",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="saved_list_named",
                        violation_error_message="Give the list a name.",
                    ),
                    models.UniqueConstraint(
                        models.F("owner"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_list_name_unique_to_its_owner",
                        violation_error_message="You already have a list of that name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedListEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_list_entries",
                        to="practices.practice",
                    ),
                ),
                (
                    "saved_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="practices.savedlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a saved list",
                "verbose_name_plural": "entries of a saved list",
                "ordering": ("saved_list", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("saved_list", "practice"),
                        name="saved_list_entry_once",
                        violation_error_message="This fact sheet is already on the list.",
                    ),
                    models.UniqueConstraint(
                        deferrable=models.Deferrable.DEFERRED,
                        fields=("saved_list", "position"),
                        name="saved_list_entry_position_unique",
                        violation_error_message="Two fact sheets stand at the same position.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 100))),
                        name="saved_list_entry_within_the_longest_list",
                        violation_error_message="A list holds at most 100 fact sheets.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="savedlist",
            name="practices",
            field=models.ManyToManyField(
                related_name="saved_lists",
                through="practices.SavedListEntry",
                to="practices.practice",
                verbose_name="practices",
            ),
        ),
    ]
