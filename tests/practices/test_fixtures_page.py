"""The page for people who edit the fixture files is true: its keys, values, example and the answer it shows."""

import re
import shutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from pydantic import BaseModel

from network.errors import InvalidRecord
from network.models import Country, Organisation
from network.workflows import CountryData, OrganisationData
from practices.mistakes import in_rules
from practices.models import Funding, Indicator, Partner, Practice, Source
from practices.resources import Loaded, load_catalogue
from practices.workflows import CollectionData, FactSheetData, ThemeData

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "fixtures.md").read_text(encoding="utf-8")
SHAPES = [FactSheetData, OrganisationData, ThemeData, CollectionData, CountryData]
SHEET, ORGANISATIONS = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def table(shape: type[BaseModel]) -> list[tuple[str, bool, str]]:
    """What the page says of a kind of record: each key, whether it is needed, and its values."""
    rows = PAGE.partition(f"<!-- keys: {shape.__name__} -->\n\n")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [(key.strip("`"), needed == "yes", values) for key, needed, _meaning, values in cells]


def keys(shape: type[BaseModel], before: str = "") -> Iterator[tuple[str, bool, Any]]:
    """The keys of a kind of record and of what is nested in it: the path, whether it is needed, and its type."""
    for name, field in shape.model_fields.items():
        yield before + name, field.is_required(), field.annotation
        for inner, within in nested(field.annotation):
            yield from keys(inner, f"{before}{name}{within}.")


def nested(annotation: Any, within: str = "") -> Iterator[tuple[type[BaseModel], str]]:
    """The records inside a value: in the entries of a list, or by language."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, within
    origin = get_origin(annotation)
    within = "[]" if origin is list else ".en" if origin is dict else within
    for inner in get_args(annotation):
        yield from nested(inner, within)


def choices(annotation: Any) -> list[str]:
    """The codes that a key chooses from."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [choice.value for choice in annotation if isinstance(choice.value, str)]
    # A mapping's keys are described in words.
    return [code for inner in get_args(annotation) if get_origin(annotation) is not dict for code in choices(inner)]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_names_every_key_and_whether_it_is_needed(shape):
    assert [row[:2] for row in table(shape)] == [row[:2] for row in keys(shape)]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_names_every_code_that_a_key_chooses_from(shape):
    named = {key: re.findall(r"`([a-z]\w*)`", values) for key, _needed, values in table(shape)}
    chosen = {key: choices(annotation) for key, _needed, annotation in keys(shape)}
    assert {key: named[key] for key, codes in chosen.items() if codes} == {
        key: codes for key, codes in chosen.items() if codes
    }


@pytest.mark.parametrize(
    ("model", "shape", "list_of", "made_here"),
    [
        (Practice, FactSheetData, "", {"slug", "collection"}),
        (Indicator, FactSheetData, "indicators", {"position"}),
        (Funding, FactSheetData, "funding", set()),
        (Partner, FactSheetData, "partners", set()),
        (Source, FactSheetData, "sources", set()),
        # That a name is taken is no mistake in a file: the organisation of that name is brought up to date.
        (Organisation, OrganisationData, "", {"slug", "record"}),
        (Country, CountryData, "", set()),
    ],
)
def test_a_rule_of_the_database_is_told_by_keys_of_the_page(model, shape, list_of, made_here):
    """All but the columns that no file writes, because the project fills them in."""
    path = (f"{list_of}[0].record", f"{list_of}[].") if list_of else ("record", "")
    known = {key.removeprefix(path[1]) for key, _needed, _values in table(shape) if key.startswith(path[1])}
    assert {key for rule in rules(model) for key in told(path[0], rule, model)} - known == made_here


def rules(model: type[Model]) -> list[str]:
    """What the constraints of a model say."""
    return [str(constraint.violation_error_message) for constraint in model._meta.constraints]


def told(where: str, rule: str, model: type[Model]) -> list[str]:
    """The keys by which the loader tells a broken rule, for a record that leaves all of them open."""
    shape: Any = FactSheetData
    record = shape.model_construct(indicators=[None], funding=[None], partners=[None], sources=[None])
    [(text, _rule)] = in_rules(InvalidRecord({where: [rule]}), model, record)
    return re.sub(r"\w+ #1 \((.*)\)", r"\1", text).split(", ")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A folder of files with the page's own example and nothing else but the vocabularies."""
    shutil.copytree(PROJECT / "fixtures" / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (tmp_path / "practices").mkdir()
    (tmp_path / "practices" / "integra.yaml").write_text(SHEET, encoding="utf-8")
    return tmp_path


def test_the_example_of_the_page_loads(example, db):
    assert load_catalogue(example) == Loaded(written={"integra": 1}, unchanged={"integra": 0})


def test_the_page_shows_the_answer_to_mistakes_as_it_is(example, db):
    sheets = [
        SHEET.replace("scope: regional_municipal", "scope: regional"),
        SHEET.replace("id: 26", "id: 27").replace("organiser: Stadt Musterstadt", "organiser: Musterstadt"),
        SHEET.replace("id: 26", "id: 28").replace("share: 25", "share: 120"),
    ]
    (example / "practices" / "integra.yaml").write_text("\n".join(sheets), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("load_catalogue", example)
    [shown] = re.findall(r"```text\n(.*?)\n```", PAGE, flags=re.DOTALL)
    assert f"CommandError: {refused.value}" == shown
