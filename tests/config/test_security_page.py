"""docs/security.md names tests that there are, and every test that is named by a requirement."""

import re

from config.embedded import PROJECT
from tests.config.clones import files

PAGE = (PROJECT / "docs" / "security.md").read_text()
TABLE = re.findall(r"^\| ([\d., to(level)]+) \| .*? \| (.*) \|$", PAGE, re.MULTILINE)
TESTS = {
    test
    for name in files()
    if re.fullmatch(r"tests/(.*/)?test_\w+\.py", name)
    for test in re.findall(r"^def (test_\w+)\(", (PROJECT / name).read_text(), re.MULTILINE)
}


def test_every_requirement_of_the_page_has_a_test_that_there_is():
    named = {number: re.findall(r"`([\w/.]+)`", tests) for number, tests in TABLE}
    assert len(named) > 50
    missing = {
        number: [each for each in found if each not in TESTS | set(files()) | {"confirm"}]
        for number, found in named.items()
    }
    assert {number: each for number, each in missing.items() if each or not named[number]} == {}


def test_every_requirement_that_a_test_is_named_by_stands_on_the_page():
    named = {".".join(number) for test in TESTS for number in re.findall(r"v(\d+)_(\d+)_(\d+)(?=_)", test)}
    beyond = {"3.4.8", "3.5.8", "3.6.1"}  # level 3, kept all the same
    explained = {each for numbers, _tests in TABLE for each in re.findall(r"\d+\.\d+\.\d+", numbers)} | beyond
    between = {"3.3.2", "3.3.3"}  # 3.3.1 to 3.3.4
    assert named - explained - between == set()
