"""What finding stands on: tables that PostgreSQL keeps itself, by the functions and triggers of _search.py."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from practices.enums import Language
from practices.migrations import _search
from practices.models.search import TransactionIdField

LANGUAGES = Language.choices


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("practices", "0003_unaccent"),
    ]

    operations: ClassVar = [
        TrigramExtension(),
        migrations.RunSQL(_search.WORDS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("practice_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("transaction", TransactionIdField(db_index=True)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "practice",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="practices.practice",
                    ),
                ),
                ("title_en", models.TextField()),
                ("title_fr", models.TextField()),
                ("started_first", models.DateField()),
                ("started_last", models.DateField()),
                ("updated_at", models.DateTimeField()),
                ("budget", models.DecimalField(decimal_places=2, max_digits=14)),
                ("beneficiaries", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["title_en", "practice"], name="entry_by_title_en"),
                    models.Index(fields=["title_fr", "practice"], name="entry_by_title_fr"),
                    models.Index(fields=["started_first", "practice"], name="entry_by_started_first"),
                    models.Index(fields=["started_last", "practice"], name="entry_by_started_last"),
                    models.Index(fields=["updated_at", "practice"], name="entry_by_updated_at"),
                    models.Index(fields=["budget", "practice"], name="entry_by_budget"),
                    models.Index(fields=["beneficiaries", "practice"], name="entry_by_beneficiaries"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written", models.TextField()),
                ("folded", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["written"], name="word_by_spelling"),
                    GinIndex(fields=["folded"], name="word_by_trigrams", opclasses=["gin_trgm_ops"]),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("original", models.BooleanField()),
                ("number", models.BigIntegerField()),
                ("format", models.CharField(max_length=16)),
                ("body", models.TextField()),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        related_name="documents",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("practice", "language"), name="document_unique_in_its_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("head", SearchVectorField()),
                ("words", SearchVectorField()),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        related_name="search_texts",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    GinIndex(condition=models.Q(language=code), fields=["words"], name=f"search_text_words_{code}")
                    for code, _name in LANGUAGES
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("practice", "language"), name="search_text_unique_in_its_language")
                ],
            },
        ),
        migrations.RunSQL(_search.INDEXING, migrations.RunSQL.noop),
        migrations.RunSQL(_search.NOTING, migrations.RunSQL.noop),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for _name, statement in _search.triggers()),
        migrations.RunSQL(_search.NOTE_ALL_WHEN_EMPTIED, migrations.RunSQL.noop),
        migrations.RunSQL(_search.NOTE_VOCABULARY, migrations.RunSQL.noop),
        migrations.RunSQL(_search.NOTE_ALL, _search.UNDO),
    ]
