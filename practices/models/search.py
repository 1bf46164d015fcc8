"""What finding stands on: derived rows that PostgreSQL keeps itself (migration 0004) and nobody writes by hand.

None has a foreign key in the database: a fact sheet may go at any time and by any way, and its derived rows go at the
end of the same transaction.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, UniqueConstraint

from practices.enums import Language
from practices.models.practice import Practice


class TransactionIdField(models.Field):  # type: ignore[type-arg]  # Django knows its arguments in the stubs only
    """The full number of a transaction, which never comes round again (PostgreSQL's xid8)."""

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "xid8"


class Change(models.Model):
    """The latest change of a fact sheet: the transaction that made it, and a number that only grows.

    The row stays when the fact sheet is deleted. Number 0 stands for all of them, after a TRUNCATE.
    """

    practice_id = models.BigIntegerField(primary_key=True)
    transaction = TransactionIdField(db_index=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.practice_id} at {self.number}"


class Entry(models.Model):
    """What lists are sorted by, never null: what is not known sorts last in the one direction that is on offer."""

    practice = models.OneToOneField(
        Practice, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="entry"
    )
    title_en = models.TextField()
    title_fr = models.TextField()
    started_first = models.DateField()
    started_last = models.DateField()
    updated_at = models.DateTimeField()
    budget = models.DecimalField(max_digits=14, decimal_places=2)
    beneficiaries = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=[column, "practice"], name=f"entry_by_{column}")
            for column in (
                "title_en", "title_fr", "started_first", "started_last", "updated_at", "budget", "beneficiaries"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_en


class SearchText(models.Model):
    """The words of a fact sheet in one language, folded and stemmed.

    `head` holds the title and the original title (weight A), the summary (B) and the names of organiser, partners,
    place and countries (C); `words` holds all that and the sections (D).
    """

    practice = models.ForeignKey(
        Practice, on_delete=models.DO_NOTHING, db_constraint=False, related_name="search_texts"
    )
    language = models.CharField(max_length=2, choices=Language)
    head = SearchVectorField()
    words = SearchVectorField()

    class Meta:
        constraints = [UniqueConstraint(fields=["practice", "language"], name="search_text_unique_in_its_language")]
        # One for each language: a word is looked up in the languages it may be of, each stemmed its own way.
        indexes = [
            GinIndex(fields=["words"], name=f"search_text_words_{code}", condition=Q(language=code))
            for code in Language.values
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} ({self.language})"


class Word(models.Model):
    """A word of a title, summary or name, to be suggested to those who mistype it; kept when its last use is gone.

    Two who add one at the same time both add it, without waiting for each other.
    """

    written = models.TextField()
    folded = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["written"], name="word_by_spelling"),
            GinIndex(fields=["folded"], name="word_by_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.written


class Document(models.Model):
    """A fact sheet as the API lists it, in one of its languages, ready to be sent.

    It holds for the change with its number and for the format it was written in (practices/api/documents.py).
    """

    practice = models.ForeignKey(Practice, on_delete=models.DO_NOTHING, db_constraint=False, related_name="documents")
    language = models.CharField(max_length=2, choices=Language)
    original = models.BooleanField()
    number = models.BigIntegerField()
    format = models.CharField(max_length=16)
    body = models.TextField()

    class Meta:
        constraints = [UniqueConstraint(fields=["practice", "language"], name="document_unique_in_its_language")]

    def __str__(self) -> str:
        return f"{self.practice_id} ({self.language})"
