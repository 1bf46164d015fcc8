"""Loading the project's own content from the files in `fixtures/` (docs/fixtures.md)."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import transaction

from network.errors import InvalidRecord
from network.models import Country, Organisation
from network.workflows import CountryData, OrganisationData, stable_id, write_country, write_organisation
from practices.errors import Fault, FaultyCatalogue
from practices.models import Aim, Collection, Practice, PublishedVersion, TargetGroup, Theme, Tombstone
from practices.resources.reader import Reader
from practices.workflows import (
    CollectionData,
    FactSheetData,
    References,
    ThemeData,
    WordData,
    write_collection,
    write_practice,
    write_theme,
    write_word,
)

COUNTRIES = "vocabulary/countries.yaml"
ORGANISATIONS = "organisations.yaml"
# The keys of a fact sheet that hold codes, and the files that say which codes there are.
VOCABULARIES = {
    "countries": COUNTRIES,
    "themes": "vocabulary/themes.yaml",
    "aims": "vocabulary/aims.yaml",
    "target_groups": "vocabulary/target-groups.yaml",
}
COLLECTIONS = "vocabulary/collections.yaml"


@dataclass
class Loaded:
    """What a load did: fact sheets written and left as they were, by collection."""

    written: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def load_catalogue(folder: Path) -> Loaded:
    """Writes what the files changed since the last load: vocabularies, organisations, then every fact sheet.

    Idempotent: what has not changed is not written. Records that no file names are left alone, and so are fact sheets
    of which the site published a later version or which were taken off it.

    Raises:
        FaultyCatalogue: with every mistake by file, record, field and rule; nothing is loaded.
    """
    reader = Reader(folder)
    _load_vocabularies(reader)
    references = References(organisations=_load_organisations(reader), codes=_codes())
    loaded = Loaded()
    for path in sorted((folder / "practices").glob("*.yaml")):
        _load_fact_sheets(reader, path, references, loaded)
    if reader.faults:
        raise FaultyCatalogue(reader.faults)
    return loaded


def _load_vocabularies(reader: Reader) -> None:
    reader.load(COUNTRIES, CountryData, "code", Country, lambda data, _at: write_country(data=data, by=None))
    reader.load(
        VOCABULARIES["themes"],
        ThemeData,
        "code",
        Theme,
        lambda data, at: write_theme(data=data, position=at, by=None),
    )
    reader.load(
        COLLECTIONS,
        CollectionData,
        "code",
        Collection,
        lambda data, at: write_collection(data=data, position=at, by=None),
    )
    models: tuple[tuple[str, type[Aim] | type[TargetGroup]], ...] = (("aims", Aim), ("target_groups", TargetGroup))
    for name, model in models:
        reader.load(VOCABULARIES[name], WordData, "code", model, partial(_write_word, model=model))


def _write_word(data: WordData, position: int, *, model: type[Aim] | type[TargetGroup]) -> None:
    write_word(model=model, data=data, position=position, by=None)


def _load_organisations(reader: Reader) -> dict[str, Organisation]:
    countries = set(Country.objects.values_list("code", flat=True))

    def write(data: OrganisationData, _position: int) -> Organisation:
        if data.country is not None and data.country not in countries:
            raise InvalidRecord({"country": [f"“{data.country}” is not a country of the catalogue."]})
        return write_organisation(data=data, by=None)

    return reader.load(
        ORGANISATIONS, OrganisationData, "name", Organisation, write, lambda data: [(COUNTRIES, data.country or "")]
    )


def _codes() -> dict[str, frozenset[str]]:
    return {
        "countries": frozenset(Country.objects.values_list("code", flat=True)),
        "themes": frozenset(Theme.objects.values_list("code", flat=True)),
        "aims": frozenset(Aim.objects.values_list("code", flat=True)),
        "target_groups": frozenset(TargetGroup.objects.values_list("code", flat=True)),
    }


def _load_fact_sheets(reader: Reader, path: Path, references: References, loaded: Loaded) -> None:
    name, code = f"practices/{path.name}", path.stem
    collection = Collection.objects.filter(pk=code).first()
    if collection is None and not reader.awaits([(COLLECTIONS, code)]):
        reader.faults.append(Fault(name, "file", "name", f"There is no collection “{code}”."))
        return

    kept = _written_here(code)

    def write(data: FactSheetData, _position: int) -> bool:
        stored = collection or Collection(pk=code)
        if stable_id("practice", code, str(data.id)) in kept:
            return False
        return write_practice(data=data, collection=stored, references=references, by=None)[1]

    done = reader.load(
        name, FactSheetData, "id", Practice, write, lambda data: [(COLLECTIONS, code), *_referred_to(data)]
    )
    loaded.written[code] = sum(done.values())
    loaded.unchanged[code] = len(done) - sum(done.values())


def _written_here(code: str) -> set[uuid.UUID]:
    """Fact sheets of a collection that the site itself changed or took down since: the files know less of them."""
    changed = PublishedVersion.objects.filter(collection=code, submission__isnull=False)
    gone = Tombstone.objects.values_list("fact_sheet_id", flat=True)
    return {*changed.values_list("fact_sheet_id", flat=True), *gone}


def _referred_to(data: FactSheetData) -> Iterator[tuple[str, str]]:
    for key, file in VOCABULARIES.items():
        for code in getattr(data, key):
            yield file, code
    for organisation in (data.organiser, *(partner.name for partner in data.partners)):
        yield ORGANISATIONS, organisation
