"""`make` installs what the lock file names, once, and says in a sentence what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.clones import cloned, myself, with_environment
from tests.config.sites import environment, free_port

HELP = """\
  make help           Says what can be made
  make demo           Serves the whole site on this machine (PORT=8000)
  make test           Runs every test, in parallel
  make bench          Measures how quick the catalogue answers (N=100000 fact sheets; docs/performance.md)
  make soak           Compares counts with the database while processes die (SECONDS=600, SEED=…)
  make install        Installs what the site needs into .venv
  make install-test   Installs what the tests need into .venv
  make lock           Writes the lock files anew from pyproject.toml
  make pictures       Takes a picture of every page and refused form at three widths, into var/pictures/
  make messages       Collects the texts to be translated into locale/
  make format         Formats the code
  make clean          Removes what was installed and built, and the demo's data
"""
INSTALL = [sys.executable, "tools/environment.py"]
# Runs tools/environment.py as a Python would that lacks something.
LACKING = "import runpy, subprocess, sys, venv\n{lacking}\nrunpy.run_path('tools/environment.py', run_name='__main__')"


@pytest.fixture
def clone() -> Iterator[Path]:
    with cloned(myself()) as folder:
        yield folder


def run(clone: Path, *command: str, **variables: str) -> tuple[int, str, str]:
    done = subprocess.run(
        command, cwd=clone, env=environment(**variables), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", [["make"], ["make", "help"]])
def test_make_says_what_can_be_made(clone, command):
    assert run(clone, *command) == (0, HELP, "")


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        pytest.param([], "8000", id="by-default"),
        pytest.param(["PORT=8123"], "8123", id="as-an-argument"),
    ],
)
def test_make_demo_hands_on_the_port(clone, arguments, port):
    with_environment(clone, 'echo "port $PORT"')
    said = run(clone, "make", "demo", f"PYTHON={sys.executable}", *arguments)
    assert said == (0, f"port {port} -m tools.demo\n", "")


def test_make_demo_takes_the_port_from_the_environment(clone):
    with_environment(clone, 'echo "port $PORT"')
    said = run(clone, "make", "demo", f"PYTHON={sys.executable}", PORT="8124")
    assert said == (0, "port 8124 -m tools.demo\n", "")


def test_make_without_a_python_says_so(clone):
    code, output, errors = run(clone, "make", "demo", "PYTHON=")
    said = "error: Python 3.11 or newer is needed: install it, or name one with 'make PYTHON=...'."
    assert (code, output, errors.splitlines()[0]) == (2, "", said)


def test_make_finds_a_python_that_is_new_enough(clone):
    with_environment(clone, "echo served")
    programs = clone / "programs"
    programs.mkdir()
    for name, answer in (
        ("python3", "exit 1"),
        ("python3.13", "exit 127"),
        ("python3.12", f'exec {sys.executable} "$@"'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{answer}\n")
        (programs / name).chmod(0o755)
    assert run(clone, "make", "demo", PATH=f"{programs}:{os.defpath}") == (0, "served -m tools.demo\n", "")


def test_what_is_installed_is_not_installed_again(clone):
    with_environment(clone, "echo touched >&2; exit 1 #")
    assert run(clone, *INSTALL) == (0, "", "")


def test_a_changed_lock_file_is_installed(clone):
    with_environment(clone, "echo")
    (clone / "requirements.txt").write_text("# nothing\n")
    said = "Installing the Python packages of requirements.txt (about a minute the first time) …\n"
    pip = f"-m pip install --quiet --disable-pip-version-check --require-hashes -r {clone / 'requirements.txt'}\n"
    assert run(clone, *INSTALL) == (0, said + pip, "")


def test_the_tests_have_a_lock_file_of_their_own(clone):
    with_environment(clone, "echo")
    said = "Installing the Python packages of requirements-test.txt (about a minute the first time) …\n"
    pip = f"-m pip install --quiet --disable-pip-version-check --require-hashes -r {clone / 'requirements-test.txt'}\n"
    assert run(clone, *INSTALL, "test") == (0, said + pip, "")


def test_without_the_network_it_says_so_and_tries_again_next_time(clone):
    with_environment(clone)
    (clone / "requirements.txt").write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n")
    nowhere = {"PIP_INDEX_URL": f"http://127.0.0.1:{free_port()}/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    answers = [run(clone, *INSTALL, **nowhere) for _attempt in range(2)]
    said = "error: pip could not install the packages (its reason stands above); is the network there?"
    assert [(code, errors.splitlines()[-1]) for code, _output, errors in answers] == [(1, said), (1, said)]


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        pytest.param(
            "sys.version_info = (3, 10, 12)",
            "error: Python 3.11 or newer is needed: install it, or name one with `make PYTHON=python3.11 …`.",
            id="a-newer-version",
        ),
        pytest.param(
            "def create(*a, **o): raise subprocess.CalledProcessError(1, 'ensurepip')\nvenv.create = create",
            "error: Python could not make an environment (Command 'ensurepip' returned non-zero exit status 1.). On"
            " Debian and Ubuntu, install python3-venv.",
            id="its-own-module-venv",
        ),
    ],
)
def test_a_python_that_lacks_something_is_told_what(clone, lacking, said):
    code, _output, errors = run(clone, sys.executable, "-c", LACKING.format(lacking=lacking))
    assert (code, errors) == (1, f"{said}\n")


def test_make_clean_leaves_what_git_tracks(clone):
    tracked = sorted(path for path in clone.rglob("*") if path.is_file())
    with_environment(clone)
    (clone / "var").mkdir()
    (clone / "assets" / "node_modules").mkdir()
    assert run(clone, "make", "clean") == (0, "", "")
    assert sorted(path for path in clone.rglob("*") if "__pycache__" not in path.parts) == sorted(
        {*tracked, *(folder for path in tracked for folder in path.parents if clone in folder.parents)}
    )


def test_make_clean_works_where_nothing_is_installed(clone):
    shutil.rmtree(clone / "assets")
    assert run(clone, "make", "clean") == (0, "", "")
