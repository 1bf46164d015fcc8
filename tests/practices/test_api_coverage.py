"""Nothing public is missing from the API: each field of a model is served or has its reason."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Model
from rest_framework.serializers import Serializer

from network.models import Organisation
from practices.api import serializers
from practices.models import Assessment, Collection, Funding, Indicator, Partner, Practice, PracticeText, Source, Theme

PLACE = {"practice": "it stands inside its fact sheet", "position": "the list has that order", "id": "internal"}
CASES: list[tuple[type[Model], Sequence[type[Serializer[Any]]], dict[str, str]]] = [
    (
        Practice,
        [serializers.PracticeDetailSerializer, serializers.BudgetSerializer, serializers.PrinciplesSerializer],
        {
            "id": "internal; the public id stands for it",
            "eu_wide": "said by having no countries",
            "content_digest": "by which a file of the catalogue is recognised",
            "created_at": "when this installation loaded it",
        },
    ),
    (
        Organisation,
        [serializers.OrganisationSerializer],
        {
            "id": "internal; the public id stands for it",
            "contact_email": "not shown on the pages either",
            "proposed": "only those that are not are served",
            "created_at": "when this installation loaded it",
        },
    ),
    (PracticeText, [serializers.TextSerializer], {"id": "internal", "practice": "as below", "language": "the key"}),
    (Funding, [serializers.FundingSerializer], PLACE),
    (Partner, [serializers.PartnerSerializer], PLACE),
    (Indicator, [serializers.IndicatorSerializer], PLACE),
    (Source, [serializers.SourceSerializer], PLACE),
    (
        Assessment,
        [serializers.AssessmentSerializer],
        {name: PLACE[name] for name in ("id", "practice")} | {"assessor": "a person"},
    ),
    (Theme, [serializers.ThemeSerializer], {"position": "the list has that order"}),
    (Collection, [serializers.CollectionSerializer], {"position": "the list has that order"}),
]
# What one name of the API reads from several columns, or by a method of its own.
READS = {
    "started": {"started_on", "started_precision"},
    "finished": {"finished_on", "finished_precision"},
    "original_currency": {"budget_currency"},
    "rate": {"budget_rate"},
    "collection_id": {"collection"},
    "country_id": {"country"},
    "pk": {"code"},
}


def columns(model: type[Model]) -> set[str]:
    """The fields of a model in its own language, without the columns of translations."""
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    return {name for name in fields if name[:-3] not in fields}


def read(serializer: type[Serializer[Any]]) -> set[str]:
    names = set()
    for name, field in serializer().fields.items():
        source = name if field.source == "*" else str(field.source).partition(".")[0]
        names |= READS.get(source, {source})
    return names


@pytest.mark.parametrize(("model", "by", "reasons"), CASES, ids=[case[0].__name__ for case in CASES])
def test_each_field_is_served_or_has_its_reason(model, by, reasons):
    assert columns(model) - set().union(*map(read, by)) == set(reasons)
