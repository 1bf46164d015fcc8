"""Loading the project's own content from the files in `fixtures/` (docs/fixtures.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import transaction
from pydantic import BaseModel, ValidationError

from network.errors import InvalidRecord
from network.models import Country, Organisation
from network.workflows import CountryData, OrganisationData, write_country, write_organisation
from practices.errors import Fault, FaultyCatalogue
from practices.models import Aim, Collection, TargetGroup, Theme
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

Record = TypeVar("Record", bound=BaseModel)
Written = TypeVar("Written")


@dataclass
class Loaded:
    """What a load did: fact sheets written and left as they were, by collection."""

    written: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)


@dataclass
class _Reader:
    """Reads the files below a folder and collects what is wrong with them."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)

    def records(self, name: str, shape: type[Record], key: str) -> list[Record]:
        """The records of one file, in its order; those with mistakes are left out and their faults noted."""
        path = self.folder / name
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self._fault(name, "file", "-", "The file is missing.")
        except UnicodeDecodeError:
            return self._fault(name, "file", "-", "The file is not written in UTF-8.")
        except yaml.YAMLError as error:
            return self._fault(name, "file", "-", f"This is not YAML: {error}")
        if not isinstance(entries, list):
            return self._fault(name, "file", "-", "The file must be a list of records, each beginning with “- ”.")
        found: dict[str, Record] = {}
        for number, entry in enumerate(entries, start=1):
            called = f"{key} {entry[key]}" if isinstance(entry, dict) and key in entry else f"record {number}"
            try:
                record = shape.model_validate(entry)
            except ValidationError as error:
                self.faults += [Fault(name, called, *_field_and_rule(problem)) for problem in error.errors()]
                continue
            if called in found:
                self._fault(name, called, key, "It stands in the file twice.")
            found[called] = record
        return list(found.values())

    def load(
        self, name: str, shape: type[Record], key: str, write: Callable[[Record, int], Written]
    ) -> dict[str, Written]:
        """Writes each record of a file, by `write(record, position)`; a rule that one breaks becomes its fault."""
        written: dict[str, Written] = {}
        for position, record in enumerate(self.records(name, shape, key)):
            called = str(getattr(record, key))
            try:
                written[called] = write(record, position)
            except InvalidRecord as error:
                self.faults += [
                    Fault(name, f"{key} {called}", where, " ".join(said)) for where, said in error.faults.items()
                ]
        return written

    def _fault(self, name: str, called: str, fld: str, rule: str) -> list[Any]:
        self.faults.append(Fault(name, called, fld, rule))
        return []


@transaction.atomic
def load_catalogue(folder: Path) -> Loaded:
    """Brings the database to the state of the files: vocabularies, organisations, then every fact sheet.

    Idempotent: what has not changed is not written. Records that no file names are left alone.

    Raises:
        FaultyCatalogue: with every mistake by file, record, field and rule; nothing is loaded.
    """
    reader = _Reader(folder)
    _load_vocabularies(reader)
    references = References(organisations=_load_organisations(reader), codes=_codes())
    loaded = Loaded()
    for path in sorted((folder / "practices").glob("*.yaml")):
        name = f"practices/{path.name}"
        collection = Collection.objects.filter(pk=path.stem).first()
        if collection is None:
            reader.faults.append(Fault(name, "file", "name", f"There is no collection “{path.stem}”."))
            continue
        write = partial(_write_fact_sheet, collection=collection, references=references)
        done = reader.load(name, FactSheetData, "id", write)
        loaded.written[path.stem] = sum(done.values())
        loaded.unchanged[path.stem] = len(done) - sum(done.values())
    if reader.faults:
        raise FaultyCatalogue(reader.faults)
    return loaded


def _write_fact_sheet(data: FactSheetData, _position: int, *, collection: Collection, references: References) -> bool:
    return write_practice(data=data, collection=collection, references=references, by=None)[1]


def _load_vocabularies(reader: _Reader) -> None:
    reader.load("vocabulary/countries.yaml", CountryData, "code", lambda data, _at: write_country(data=data, by=None))
    reader.load(
        "vocabulary/themes.yaml", ThemeData, "code", lambda data, at: write_theme(data=data, position=at, by=None)
    )
    reader.load(
        "vocabulary/collections.yaml",
        CollectionData,
        "code",
        lambda data, at: write_collection(data=data, position=at, by=None),
    )
    for name, model in (("vocabulary/aims.yaml", Aim), ("vocabulary/target-groups.yaml", TargetGroup)):
        reader.load(name, WordData, "code", partial(_write_word, model=model))


def _write_word(data: WordData, position: int, *, model: type[Aim] | type[TargetGroup]) -> None:
    write_word(model=model, data=data, position=position, by=None)


def _load_organisations(reader: _Reader) -> dict[str, Organisation]:
    countries = set(Country.objects.values_list("code", flat=True))

    def write(data: OrganisationData, _position: int) -> Organisation:
        if data.country is not None and data.country not in countries:
            raise InvalidRecord({"country": [f"“{data.country}” is not a country of the catalogue."]})
        return write_organisation(data=data, by=None)

    return reader.load("organisations.yaml", OrganisationData, "name", write)


def _codes() -> dict[str, frozenset[str]]:
    return {
        "countries": frozenset(Country.objects.values_list("code", flat=True)),
        "themes": frozenset(Theme.objects.values_list("code", flat=True)),
        "aims": frozenset(Aim.objects.values_list("code", flat=True)),
        "target_groups": frozenset(TargetGroup.objects.values_list("code", flat=True)),
    }


def _field_and_rule(problem: Any) -> tuple[str, str]:
    """Where in a record pydantic found a mistake, and what it says of it."""
    path = ".".join(map(str, problem["loc"]))
    message = problem["msg"].removeprefix("Value error, ")
    if not path and ": " in message:
        path, message = message.split(": ", 1)
    return path or "record", message
