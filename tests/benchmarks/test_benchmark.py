"""The benchmark over a few fact sheets: what it searches, that it compares, and what it writes down."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks.agreement import verify
from benchmarks.cases import Case, Query
from benchmarks.content import Content
from benchmarks.errors import DisagreementError, RefusedError
from benchmarks.load import percentile
from benchmarks.rivals import Answer, Rival
from config.embedded import PROJECT

RIVALS = ["page", "api", "api_facets", "sql", "sql_titles", "sql_facets", "plain", "plain_facets"]
SEARCHES = {"unfiltered": 1} | dict.fromkeys(
    ("three_facets", "rare_word", "common_word", "deep_page", "rare_word_ranked", "common_word_ranked"), 2
)
OF_THE_FACETS = "| key of the facets |"


def started(module: str, *options: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *options],
        cwd=PROJECT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: "subprocess.Popen[str]") -> tuple[str, str]:
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    return output, errors


def database(name: str) -> list[str]:
    """Options that keep this run's database apart from those of another."""
    return ["--database", f"bench_test_{os.getpid()}_{name}"]


@dataclass(frozen=True)
class Runs:
    """What two runs said and wrote, everybody's and the one of the facets alone; and a fill between them."""

    table: str
    report: dict[str, Any]
    filled_again: str
    facets: dict[str, Any]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("bench")
    common = ["--size", "300", *database("runs")]
    small = [
        "--variants",
        "2",
        "--warm-up",
        "2",
        "--rounds",
        "2",
        "--seconds",
        "0.02",
        "--out",
        str(folder / "all.json"),
    ]
    facets = ["--facets-only", "--filters", "30", "--drop", "--out", str(folder / "facets.json")]
    table, _told = said(started("run", *common, *small, "--out", str(folder / "all.json")))
    _sums, filled_again = said(started("fill", *common))
    said(started("run", *common, *facets))
    written = [json.loads((folder / name).read_text()) for name in ("all.json", "facets.json")]
    return Runs(table, written[0], filled_again, written[1])


def test_the_same_seed_makes_the_same_fact_sheets():
    common = ["--size", "200", "--seed", "7", "--sums", "--drop"]
    # Whatever Python's hashes are, in which order the processes come to write, and how many rows one has.
    both = [started("fill", *common, *database(f"sums_{hashes}"), PYTHONHASHSEED=hashes) for hashes in ("1", "2")]
    one, other = (json.loads(said(process)[0]) for process in both)
    assert one == other
    assert len(one) == 12


def test_another_seed_makes_other_fact_sheets():
    one, other = (Content(size=50, seed=seed).sheet(1)["practices_practicetext"][0][3:] for seed in (1, 2))
    assert one != other


def test_the_fact_sheets_are_as_many_as_asked_for(runs):
    assert [case["found"] for case in runs.report["cases"] if case["name"] == "unfiltered"] == [[300]]


def test_everybody_answers_every_search_alike(runs):
    assert [row for row in runs.report["rows"] if row["refused"]] == []
    assert runs.report["compared"] == len(RIVALS) * sum(SEARCHES.values())


def test_every_search_finds_something(runs):
    found = {case["name"]: case["found"] for case in runs.report["cases"]}
    assert {name: len(counts) for name, counts in found.items()} == SEARCHES
    assert [name for name, counts in found.items() if 0 in counts] == []


def test_a_rare_word_is_rare_and_a_common_one_common(runs):
    found = {case["name"]: case["found"] for case in runs.report["cases"]}
    assert [count for count in found["rare_word"] if count > 3] == []
    assert [count for count in found["common_word"] if not 90 <= count <= 210] == []


def test_the_report_has_a_row_for_every_rival_in_every_case(runs):
    rows = [(row["case"], row["rival"]) for row in runs.report["rows"]]
    assert rows == [(case, rival) for case in SEARCHES for rival in RIVALS]


def test_every_search_is_timed_once_as_the_first_and_again_in_rounds(runs):
    times = {(row["case"], row["first_ms"]["n"], row["again_ms"]["n"]) for row in runs.report["rows"]}
    assert times == {(case, searches, 2) for case, searches in SEARCHES.items()}


def test_the_ratios_are_those_of_the_rows(runs):
    times = {row["rival"]: row["again_ms"]["p50"] for row in runs.report["rows"] if row["case"] == "unfiltered"}
    ratio = next(goal for goal in runs.report["goals"] if goal["what"] == "API with all facets / (a), p50")
    assert ratio["value"] == round(times["api_facets"] / times["sql"], 3)


def test_the_printed_table_has_every_row(runs):
    lines = [line for line in runs.table.splitlines() if re.match(r"\| .* \| .* \| [\d.,]+ ms \|", line)]
    assert len(lines) == len(RIVALS) * len(SEARCHES)


def test_the_files_hold_the_keys_that_the_documentation_explains(runs):
    everybody, _, facets = (PROJECT / "docs" / "performance.md").read_text().partition(OF_THE_FACETS)
    shared = {key for key in keys(runs.report) if key.startswith(("machine.", "content."))}
    assert keys(runs.report) == explained(everybody.partition("## The JSON file")[2])
    assert keys(runs.facets) == explained(facets) | shared


def test_the_bitmaps_are_held_against_sql(runs):
    assert (runs.facets["compared"], runs.facets["counts_ms"]["n"]) == (20, 30)


def test_a_filled_database_is_taken_again(runs):
    assert runs.filled_again == "The 300 fact sheets stood already.\n"


def test_a_database_of_another_name_is_left_alone():
    process = started("fill", "--size", "1", "--database", "integration")
    _output, errors = process.communicate()
    reason = "The database “integration” is none of the benchmark's: begin its name with bench_."
    assert (process.returncode, errors) == (1, f"error: {reason}\n")


class Stub:
    """Answers with what it was made with."""

    def __init__(self, answer: Answer | RefusedError) -> None:
        self.answer = answer

    def ask(self, query: Query) -> Any:
        if isinstance(self.answer, RefusedError):
            raise self.answer
        return self.answer

    def close(self) -> None:
        pass


def rival(name: str, answer: Answer | RefusedError) -> Rival:
    return Rival(name, name, lambda: Stub(answer), lambda found: found)


CASE = Case("one", "One", [Query()])


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        (Answer(count=3), Answer(count=4), "count of a and b differ: 3 and 4"),
        (Answer(slugs=["x", "y"]), Answer(slugs=["y", "x"]), "slugs of a and b differ: ['x', 'y'] and ['y', 'x']"),
        (
            Answer(facets={"scope": {"national": 1}, "aim": {}}),
            Answer(facets={"scope": {"national": 2}, "aim": {}}),
            "facets of a and b differ: scope: {'national': 1} and {'national': 2}",
        ),
    ],
)
def test_a_difference_between_two_answers_ends_the_run(one, other, difference):
    with pytest.raises(DisagreementError) as raised:
        verify([CASE], [rival("a", one), rival("b", other)])
    assert str(raised.value) == f"One, “” from row 0: {difference}"


def test_with_the_best_match_first_each_has_its_own_ranking():
    case = Case("one", "One", [Query(word="housing")])
    agreement = verify([case], [rival("a", Answer(2, ["x", "y"])), rival("b", Answer(2, ["y", "x"]))])
    assert agreement.compared == 2


def test_a_refusal_is_noted_and_the_others_are_compared():
    refusing = rival("a", RefusedError("400 q: There is no such parameter."))
    agreement = verify([CASE], [refusing, rival("b", Answer(count=3)), rival("c", Answer(count=3))])
    assert agreement.refusals == {("a", "one"): "400 q: There is no such parameter."}
    assert (agreement.compared, agreement.found) == (2, {"one": [3]})


@pytest.mark.parametrize(("share", "time"), [(0.5, 0.2), (0.95, 0.4), (0.25, 0.1), (0.26, 0.2)])
def test_a_percentile_is_a_time_that_was_measured(share, time):
    assert percentile([0.3, 0.1, 0.4, 0.2], share) == time


def keys(value: Any, path: str = "") -> set[str]:
    """The keys of a JSON file down to its values, with “[]” for the entries of a list."""
    if isinstance(value, dict):
        return {key for name, part in value.items() for key in keys(part, f"{path}.{name}" if path else name)}
    if isinstance(value, list):
        return {key for part in value for key in keys(part, f"{path}[]")}
    return {path}


def explained(table: str) -> set[str]:
    """The keys in the first column of the first table."""
    rows = re.findall(r"^\| (`.*?) \|", table.split("\n\n## ")[0], re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
