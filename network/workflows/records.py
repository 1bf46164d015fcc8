"""How a record is held against its rules and saved; what the workflows of every floor do the same way."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, models
from django.utils.text import slugify

from network.errors import InvalidRecord


def hold_to_the_rules(record: models.Model, *, exclude: Iterable[str] = ()) -> None:
    """Checks fields, choices, uniqueness and the database's constraints before anything is written.

    Raises:
        InvalidRecord: with every fault, by field, in the words of the rule that is broken.
    """
    try:
        record.full_clean(exclude=set(exclude))
    except ValidationError as error:
        named = {"record" if field == NON_FIELD_ERRORS else field: said for field, said in error.message_dict.items()}
        raise InvalidRecord(named) from error


def save_if_changed(record: models.Model) -> bool:
    """Saves a record that is new or differs from what is stored, and says whether it did.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    stored = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
    if stored is not None:
        lasting = [field.attname for field in record._meta.concrete_fields if not getattr(field, "auto_now", False)]
        if all(getattr(stored, name) == getattr(record, name) for name in lasting):
            return False
    hold_to_the_rules(record)
    record.save()
    return True


def unique_slug(
    model: type[models.Model],
    text: str,
    otherwise: str,
    *,
    reserved: Collection[str] = frozenset(),
    kept: Iterable[models.QuerySet[Any]] = (),
) -> str:
    """A slug for a new record: from its text, or else with what tells it apart.

    Whoever makes a record of the same text meanwhile waits until the transaction ends, and then sees what it took.

    Args:
        model: whose slugs it must differ from.
        text: a title or name in any script.
        otherwise: what identifies the record when the text gives no letters or its slug is taken or reserved.
        reserved: slugs that no record may have.
        kept: other rows whose slugs are taken as well: of what is gone, and may come back.
    """
    longest = 120
    slug = slugify(text)[:longest].strip("-")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{model._meta.db_table} {slug}"])
    rows = (model._default_manager.all(), *kept)
    if not slug or slug in reserved or any(found.filter(slug=slug).exists() for found in rows):
        tail = slugify(otherwise)
        slug = f"{slug[: longest - len(tail) - 1]}-{tail}".strip("-")
    return slug
