"""Writing the vocabularies down."""

import logging
from typing import TypeVar

from network.models import User
from network.workflows import recorded, save_if_changed, translate
from practices.data import CollectionData, ThemeData, WordData
from practices.models import Aim, Collection, TargetGroup, Theme
from practices.models.vocabulary import Word

logger = logging.getLogger(__name__)

AnyWord = TypeVar("AnyWord", bound=Word)


def _fill(word: AnyWord, data: WordData, position: int) -> AnyWord:
    word.position = position
    translate(word, "label", data.label)
    translate(word, "description", data.description)
    return word


def _save(word: Word, by: User | None) -> None:
    if save_if_changed(word):
        logger.info("%s %s written by %s", word._meta.model_name, word.pk, by.pk if by else "the project")


@recorded
def write_word(*, model: type[Aim] | type[TargetGroup], data: WordData, position: int, by: User | None) -> None:
    """Adds or updates an aim or a target group.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    found = model.objects.filter(pk=data.code).first() or model(code=data.code)
    _save(_fill(found, data, position), by)


@recorded
def write_theme(*, data: ThemeData, position: int, by: User | None) -> None:
    """Adds or updates a theme.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    theme = _fill(Theme.objects.filter(pk=data.code).first() or Theme(code=data.code), data, position)
    theme.dimension = data.dimension.value if data.dimension else ""
    _save(theme, by)


@recorded
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
    _save(collection, by)
