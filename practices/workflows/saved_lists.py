"""Lists that people keep on their account. Nobody changes another's: each is sought among those of who asks."""

import logging
from collections.abc import Sequence

from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from network.errors import InvalidRecord
from network.models import User
from network.workflows import hold_to_the_rules, recorded
from practices.errors import StaleList
from practices.models import LONGEST_LIST, Practice, SavedList, SavedListEntry

logger = logging.getLogger(__name__)


@recorded
def save_list(*, name: str, slugs: Sequence[str], version: str, by: User) -> SavedList:
    """Keeps a list under a name, in the place of the one that stands there.

    Args:
        slugs: of the fact sheets in their order; one that is not in the catalogue any more is left out.
        version: of the list of that name as its owner last saw it, "" if they saw none.

    Raises:
        StaleList: the list of that name is another than they saw; nothing is written.
        InvalidRecord: the name breaks a rule, or there are no fact sheets or too many.
    """
    _one_at_a_time(by)
    found = by.saved_lists.annotate(lowered=Lower("name")).filter(lowered=Lower(Value(name))).first()
    if found and found.version != version:
        raise StaleList(found)
    practices = _in_order(slugs)
    saved = found or SavedList(owner=by)
    saved.name = name
    hold_to_the_rules(saved)
    saved.save()
    saved.entries.all().delete()
    SavedListEntry.objects.bulk_create(
        SavedListEntry(saved_list=saved, practice=practice, position=position)
        for position, practice in enumerate(practices, start=1)
    )
    logger.info("list %s of %s fact sheets kept by %s", saved.pk, len(practices), by.pk)
    return saved


@recorded
def rename_list(*, pk: int, name: str, by: User) -> SavedList:
    """Gives a list another name.

    Raises:
        SavedList.DoesNotExist: they have no such list.
        InvalidRecord: the name breaks a rule.
    """
    _one_at_a_time(by)
    saved = by.saved_lists.get(pk=pk)
    saved.name = name
    hold_to_the_rules(saved)
    saved.save()
    logger.info("list %s renamed by %s", saved.pk, by.pk)
    return saved


@recorded
def delete_list(*, pk: int, by: User) -> None:
    """Takes a list off the account; its fact sheets stay in the catalogue.

    Raises:
        SavedList.DoesNotExist: they have no such list.
    """
    _one_at_a_time(by)
    by.saved_lists.get(pk=pk).delete()
    logger.info("list %s deleted by %s", pk, by.pk)


def _one_at_a_time(owner: User) -> None:
    """Lets the lists of one person be changed by one request after the other, also those not yet there."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


def _in_order(slugs: Sequence[str]) -> list[Practice]:
    """The fact sheets, which stay until the end of the transaction."""
    wanted = list(dict.fromkeys(slugs))
    if len(wanted) > LONGEST_LIST:
        raise InvalidRecord({"practices": [_("A list holds at most 100 fact sheets.")]})
    found = Practice.objects.select_for_update(no_key=True).filter(slug__in=wanted).order_by("pk")
    by_slug = {practice.slug: practice for practice in found}
    if not by_slug:
        raise InvalidRecord({"practices": [_("Put at least one fact sheet on the list.")]})
    return [by_slug[slug] for slug in wanted if slug in by_slug]
