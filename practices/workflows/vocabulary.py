"""Writing the vocabularies down."""

from typing import TypeVar

from django.db import transaction

from network.models import User
from network.workflows import save_if_changed, translate
from practices.models import Aim, Collection, TargetGroup, Theme
from practices.models.vocabulary import Word
from practices.workflows.data import CollectionData, ThemeData, WordData

AnyWord = TypeVar("AnyWord", bound=Word)


def _fill(word: AnyWord, data: WordData, position: int) -> AnyWord:
    word.position = position
    translate(word, "label", data.label)
    translate(word, "description", data.description)
    return word


@transaction.atomic
def write_word(*, model: type[Aim] | type[TargetGroup], data: WordData, position: int, by: User | None) -> None:
    """Adds or updates an aim or a target group.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    save_if_changed(_fill(model.objects.filter(pk=data.code).first() or model(code=data.code), data, position))


@transaction.atomic
def write_theme(*, data: ThemeData, position: int, by: User | None) -> None:
    """Adds or updates a theme.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    theme = _fill(Theme.objects.filter(pk=data.code).first() or Theme(code=data.code), data, position)
    theme.dimension = data.dimension.value if data.dimension else ""
    save_if_changed(theme)


@transaction.atomic
def write_collection(*, data: CollectionData, position: int, by: User | None) -> None:
    """Adds or updates a collection.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    found = Collection.objects.filter(pk=data.code).first() or Collection(code=data.code)
    collection = _fill(found, data, position)
    collection.publisher = data.publisher
    collection.published = data.published
    collection.citation = data.citation
    save_if_changed(collection)
