"""The code keeps its own rules: floors, style, types, size, languages, and nothing of others committed."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from config.embedded import PROJECT
from tests.config.clones import files

TOOLS = Path(sys.executable).parent
LINES = 300
# Content, what a tool writes, and facts that tests compare: all longer than code may be.
LONGER = re.compile(
    r"fixtures/.*|locale/.*|requirements.*\.txt|assets/package-lock\.json|.*/migrations/\d{4}_\w+\.py|tests/practices/facts.*|docs/images/.*"
)
KINDS = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".md",
    ".mjs",
    ".po",
    ".png",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".typ",
    ".yaml",
}
NAMES = {".ci/run", ".editorconfig", ".gitignore", "Makefile", "assets/.npmrc"}
TEMPLATES = sorted(name for name in files() if name.startswith("templates/"))
# For those who build pages: served with DEBUG alone, and only in English.
IN_ENGLISH = {"templates/practices/gallery.html"}
# Attributes that a reader sees or hears.
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title"}


def run(*command: str | Path, folder: Path = PROJECT) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["lint-imports", "--no-cache"], id="imports-point-down"),
        pytest.param(["ruff", "check", "--no-cache", "."], id="ruff"),
        pytest.param(["ruff", "format", "--check", "--no-cache", "."], id="format"),
        pytest.param(["djlint", "--lint", "--quiet", "templates"], id="templates"),
        pytest.param(["mypy", "."], id="types"),
    ],
)
def test_the_tool_finds_nothing(command):
    code, said = run(TOOLS / command[0], *command[1:])
    assert code == 0, said


def test_every_change_of_a_model_has_its_migration(db):
    assert run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run") == (0, "No changes detected\n")


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("network/models.py", "import practices", "Floors: an import only ever points down BROKEN"),
        ("practices/apps.py", "import surveys", "Floors: an import only ever points down BROKEN"),
        ("surveys/apps.py", "import config.problems", "Floors: an import only ever points down BROKEN"),
        ("practices/querysets.py", "import practices.models", "Rooms of practices BROKEN"),
        ("network/enums.py", "import network.models", "Rooms of network BROKEN"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path, file, line, broken):
    for name in files():
        if name.endswith(".py") or name == "pyproject.toml":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, tmp_path / name)
    with (tmp_path / file).open("a") as code:
        code.write(f"\n{line}\n")
    code, said = run(TOOLS / "lint-imports", "--no-cache", folder=tmp_path)
    contracts = re.findall(r"^(?:Floors|Rooms).* (?:KEPT|BROKEN)$", said, re.MULTILINE)
    assert (code, [contract for contract in contracts if contract.endswith("BROKEN")]) == (1, [broken])


def test_no_file_is_too_long_to_read():
    lengths = {name: len((PROJECT / name).read_bytes().splitlines()) for name in files() if not LONGER.fullmatch(name)}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}


def test_every_file_is_of_a_kind_that_is_written_here():
    assert [name for name in files() if Path(name).suffix not in KINDS and name not in NAMES] == []


def test_no_file_of_others_is_committed():
    minified = re.compile(r"(^|/)(node_modules|vendor|third[-_]party|dist|\.venv|var)/|\.min\.(css|js)$")
    assert [name for name in files() if minified.search(name)] == []
    longest = {
        name: max(map(len, (PROJECT / name).read_text().splitlines()), default=0)
        for name in files()
        if name.startswith("assets/css/")
    }
    assert {name: length for name, length in longest.items() if length > 400} == {}


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "requirements-test.txt", "assets/package-lock.json", "assets/.npmrc", "pyproject.toml"],
)
def test_no_lock_file_names_a_registry(name):
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|registry=", (PROJECT / name).read_text()) == []


def test_every_locked_package_is_held_to_its_sum():
    lines = (PROJECT / "requirements-test.txt").read_text().replace("\\\n", "").splitlines()
    packages = [line for line in lines if re.match(r"[a-z]", line)]
    assert len(packages) > 50
    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_script_or_style_of_its_own(name):
    assert _inline((PROJECT / name).read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</SCRIPT>",
        '<script type="module">alert(1)</script>',
        '<script type="application/ld+json" type="module">alert(1)</script>',
        '<script type="application/ld+json" nonce="x">{{ data }}</script>',
        '<script type="text/javascript;application/ld+json">alert(1)</script>',
        '<script type="importmap">{"imports": {}}</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<p onclick="alert(1)">',
        '<a href="javascript:alert(1)">',
    ],
)
def test_a_script_or_style_of_a_templates_own_is_found(planted):
    assert len(_inline(f"<head>{{% load i18n %}}{planted}</head>")) == 1


def test_a_script_of_a_file_and_data_in_a_page_are_no_script_of_a_templates_own():
    file, data = "<script src=\"{% static 'x.js' %}\" defer>", '<script type="application/ld+json">{{ data }}'
    assert _inline(f"{file}</script>{data}</script>") == []


@pytest.mark.parametrize("name", sorted({*TEMPLATES} - IN_ENGLISH))
def test_what_a_template_says_can_be_translated(name):
    said = _Said()
    said.feed(_without_template_code((PROJECT / name).read_text()))
    said.close()
    assert said.words == []


def _inline(template: str) -> list[str]:
    """The scripts and styles that a template brings itself; a block of linked data is none, no browser runs it."""
    data = r"<script type=\"application/ld\+json\">"
    found = rf"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|(?!{data})<script(?![^>]*\ssrc=)"
    return re.findall(found, _without_template_code(template), re.IGNORECASE)


def _without_template_code(text: str) -> str:
    """The HTML that a template writes whatever its context: translated texts are left out with the rest."""
    for code in (
        r"{#.*?#}",
        r"{% comment %}.*?{% endcomment %}",
        r"{% blocktranslate.*?{% endblocktranslate %}",
        r"{%.*?%}",
        r"{{.*?}}",
    ):
        text = re.sub(code, "", text, flags=re.DOTALL)
    return text


class _Said(HTMLParser):
    """Collects the words that a reader sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag in {"code", "svg"}
        spoken = [value or "" for name, value in attrs if name in SPOKEN]
        spoken += [
            dict(attrs).get("content") or "" for name, value in attrs if (name, value) == ("name", "description")
        ]
        self.words += [value for value in spoken if re.search(r"[^\W\d_]", value)]

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in {"code", "svg"}

    def handle_data(self, data: str) -> None:
        if not self.code and re.search(r"[^\W\d_]", data):
            self.words.append(data.strip())
