"""Loading the fixture files: once, unchanged, in part, and with every mistake that a person may make in them."""

import re
import shutil
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from practices.errors import FaultyCatalogue
from practices.models import Practice
from practices.resources import Loaded, load_catalogue
from tests.practices.mistake_cases import COUNTRIES, CSES, ENAR, INTEGRA, KINDS, MISTAKES, ORGANISATIONS
from tests.rules import DERIVED

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NOTHING = Loaded(
    written={"cses-2012": 0, "enar-2011": 0, "integra": 0}, unchanged={"cses-2012": 37, "enar-2011": 6, "integra": 25}
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def first_load(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The project's own content, loaded once for these tests; each goes back to it when it ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_catalogue(FIXTURES)
        transaction.set_rollback(True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files, to be changed."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))


@pytest.fixture(scope="module")
def _few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files cut down to some fact sheets and what these name, which load faster."""
    folder = Path(shutil.copytree(FIXTURES, tmp_path_factory.mktemp("few") / "fixtures"))
    (folder / INTEGRA).unlink()
    named: set[str] = set()
    for file, numbers in ((CSES, (2, 3, 15, 18)), (ENAR, (5,))):
        sheets = cut(folder / file, "id", numbers)
        named |= {sheet["organiser"] for sheet in sheets}
        named |= {partner["name"] for sheet in sheets for partner in sheet.get("partners", [])}
    cut(folder / ORGANISATIONS, "name", {*named, "Land Niederösterreich"})
    return folder


@pytest.fixture
def few(_few: Path, tmp_path: Path) -> Path:
    """A copy of some of the files' records, to be changed."""
    return Path(shutil.copytree(_few, tmp_path / "fixtures"))


def cut(path: Path, key: str, keep: Container[Any]) -> list[dict[str, Any]]:
    """Leaves in a file only some of its records, which are returned."""
    records = {
        part: yaml.safe_load(part)[0] for part in re.split("^(?=- )", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    }
    kept = {part: record for part, record in records.items() if record[key] in keep}
    path.write_text("".join(kept), encoding="utf-8")
    return list(kept.values())


def edit(folder: Path, file: str, record: str, old: str, new: str) -> None:
    """Changes the first `old` of a record, which is named by its first line, as a person would in an editor."""
    path = folder / file
    before, line, rest = path.read_text(encoding="utf-8").partition(f"{record}\n")
    whole = line + rest
    assert old in whole, f"{file} has no {old} at {record}"
    path.write_text(before + whole.replace(old, new, 1), encoding="utf-8")


def mistakes(folder: Path) -> list[str]:
    """What the loader says of the files."""
    with pytest.raises(FaultyCatalogue) as refused:
        load_catalogue(folder)
    return [str(fault) for fault in refused.value.faults]


def rows(without: Practice | None = None) -> Counter[str]:
    """Every row with all its columns of every table that somebody writes, except those of one fact sheet."""
    found: Counter[str] = Counter()
    for app in ("network", "practices"):
        for model in set(apps.get_app_config(app).get_models(include_auto_created=True)) - DERIVED:
            owner = "id" if model is Practice else "practice_id"
            for row in model._base_manager.values():
                if without is None or row.get(owner) != without.pk:
                    found[f"{model._meta.label} {sorted(row.items())}"] += 1
    return found


def test_the_files_hold_68_fact_sheets(first_load):
    assert first_load == Loaded(
        written={"cses-2012": 37, "enar-2011": 6, "integra": 25},
        unchanged={"cses-2012": 0, "enar-2011": 0, "integra": 0},
    )
    assert Counter(Practice.objects.values_list("collection_id", flat=True)) == first_load.written


def test_a_second_load_leaves_every_row_as_it_was():
    before = rows()
    assert load_catalogue(FIXTURES) == NOTHING
    assert rows() == before


def test_a_second_load_sends_no_statement_that_writes(forbid_writes):
    assert load_catalogue(FIXTURES) == NOTHING


def test_a_changed_fact_sheet_is_the_only_one_that_is_written(folder):
    earlier = Practice.objects.get(collection_id="cses-2012", external_id="3")
    before = rows(without=earlier)
    edit(folder, CSES, "- id: 3", "evaluation: planned", "evaluation: internal")
    loaded = load_catalogue(folder)
    later = Practice.objects.get(pk=earlier.pk)
    assert loaded.written == {"cses-2012": 1, "enar-2011": 0, "integra": 0}
    assert (later.evaluation_method, later.public_id, later.slug) == ("internal", earlier.public_id, earlier.slug)
    assert later.updated_at > earlier.updated_at
    assert rows(without=later) == before


def test_a_changed_organisation_is_the_only_record_that_is_written(folder):
    before = rows()
    edit(folder, "organisations.yaml", "- name: Land Niederösterreich", "kind: regional_authority", "kind: other")
    assert load_catalogue(folder) == NOTHING
    assert [row.partition(" ")[0] for row in (rows() - before)] == ["network.Organisation"]


def test_a_record_that_was_taken_out_of_a_file_stays_in_the_database(folder):
    before = rows()
    path = folder / INTEGRA
    path.write_text(path.read_text(encoding="utf-8").partition("- id: 25\n")[0], encoding="utf-8")
    assert load_catalogue(folder).unchanged == {"cses-2012": 37, "enar-2011": 6, "integra": 24}
    assert rows() == before


def test_a_mistake_in_the_last_record_keeps_everything_as_it_was(folder):
    before = rows()
    edit(folder, "vocabulary/aims.yaml", "- code: training", "en: Training", "en: Courses")
    edit(folder, "organisations.yaml", "- name: Land Niederösterreich", "kind: regional_authority", "kind: other")
    edit(folder, CSES, "- id: 3", "evaluation: planned", "evaluation: internal")
    edit(folder, INTEGRA, "- id: 1", "- id: 1", "- id: 101")
    edit(folder, INTEGRA, "- id: 25", "themes: [", "themes: [skiing, ")
    assert [mistake.partition(" “")[0] for mistake in mistakes(folder)] == [f"{INTEGRA}: id 25: themes:"]
    assert rows() == before


@pytest.mark.parametrize(("file", "record", "old", "new", "mistake"), MISTAKES)
def test_a_mistake_is_told_by_file_record_key_and_rule(few, file, record, old, new, mistake):
    edit(few, file, record, old, new)
    assert mistakes(few) == [mistake]


@pytest.mark.parametrize(
    ("file", "change", "mistake"),
    [
        pytest.param(ORGANISATIONS, lambda path: path.unlink(), "file: name: The file is missing.", id="missing"),
        pytest.param(
            CSES,
            lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16")),
            "file: encoding: The file is not written in UTF-8.",
            id="not-utf-8",
        ),
        pytest.param(
            CSES,
            lambda path: path.write_text("- id: 1\n  themes: [employment\n  aims: []\n", encoding="utf-8"),
            "file: line 3: This is not YAML: expected ',' or ']', but got ':'.",
            id="not-yaml",
        ),
        pytest.param(
            CSES,
            lambda path: path.write_text("- id: 1\x00\n", encoding="utf-8"),
            "file: content: This is not YAML: unacceptable character #x0000: special characters are not allowed\n"
            '  in "<unicode string>", position 7.',
            id="no-text",
        ),
        pytest.param(
            CSES,
            lambda path: path.write_text("id: 1\n", encoding="utf-8"),
            "file: content: A file is a list of records, each beginning with “- ”.",
            id="no-list",
        ),
        pytest.param(
            "practices/others.yaml",
            lambda path: path.write_text("[]\n", encoding="utf-8"),
            "file: name: There is no collection “others”.",
            id="no-collection",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told(few, file, change, mistake):
    change(few / file)
    assert mistakes(few) == [f"{file}: {mistake}"]


def test_a_key_that_stands_twice_is_told_by_its_line(few):
    edit(few, CSES, "- id: 2", "- id: 2\n", "- id: 2\n  scope: national\n")
    assert mistakes(few) == [f"{CSES}: file: line 6: The key “scope” stands here twice."]


def test_every_mistake_is_told_at_once(few):
    edit(few, "vocabulary/collections.yaml", "- code: imported", "label:", "title:")
    edit(few, ORGANISATIONS, "- name: Land Niederösterreich", "country: AT", "country: EL")
    edit(few, CSES, "- id: 2", "value: 93, unit: percent", "value: 900, unit: percent")
    edit(few, CSES, "- id: 3", "evaluation: planned", "evaluation: maybe")
    edit(few, CSES, "- id: 3", "share: 50", "share: half")
    edit(few, CSES, "- id: 18", "organiser: Tampereen kaupunki", "organiser: Tampere")
    edit(few, ENAR, "- id: 5", "countries: [SE]", "countries: []")
    assert mistakes(few) == [
        "vocabulary/collections.yaml: code imported: label: This key is missing.",
        "vocabulary/collections.yaml: code imported: title: There is no such key.",
        f"{ORGANISATIONS}: name Land Niederösterreich: country: “EL” is not a country of the catalogue.",
        f"{CSES}: id 2: indicators #5 (value, unit): A percentage lies between 0 and 100.",
        f"{CSES}: id 3: funding #1 (share): Write a number like 1250.50, not half.",
        f"{CSES}: id 3: evaluation: “maybe” is not one of none, internal, external, both or planned.",
        f"{CSES}: id 18: organiser: There is no organisation “Tampere”.",
        f"{ENAR}: id 5: countries: Name one, or write eu_wide: true.",
    ]


def test_what_follows_from_a_mistake_elsewhere_is_not_told(few):
    """Manpower is a partner of a fact sheet, and Greece the country of another and of its organiser."""
    edit(few, COUNTRIES, "", "{code: GR, nuts: EL", "{code: GR, nuts: el")
    edit(few, ORGANISATIONS, "- name: Manpower", "kind: company", "kind: firm")
    assert mistakes(few) == [
        f"{COUNTRIES}: code GR: nuts: A NUTS prefix is two capital letters.",
        f"{ORGANISATIONS}: name Manpower: kind: “firm” is not one of {KINDS}.",
    ]


def test_the_command_says_what_it_did(capsys):
    call_command("load_catalogue")
    assert capsys.readouterr().out == (
        "cses-2012: 0 fact sheets written, 37 unchanged\n"
        "enar-2011: 0 fact sheets written, 6 unchanged\n"
        "integra: 0 fact sheets written, 25 unchanged\n"
    )


def test_the_command_says_what_to_mend(few):
    edit(few, CSES, "- id: 3", "share: 50", "share: 120")
    edit(few, ENAR, "- id: 5", "countries: [SE]", "countries: []")
    with pytest.raises(CommandError) as refused:
        call_command("load_catalogue", few)
    assert str(refused.value) == (
        "Nothing was loaded. Mend these and load again:\n"
        f"{CSES}: id 3: funding #1 (share): A share lies between 0 and 100 percent.\n"
        f"{ENAR}: id 5: countries: Name one, or write eu_wide: true."
    )
