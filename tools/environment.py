"""Makes the project's own Python environment from the lock files. Needs nothing but Python itself.

usage: python3 tools/environment.py [test]
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
OLDEST = (3, 11)


def main() -> None:
    """Installs what the lock file names, if that has not been done yet."""
    if sys.version_info < OLDEST:
        sys.exit("error: Python 3.11 or newer is needed: install it, or name one with `make PYTHON=python3.11 …`.")
    lock = PROJECT / ("requirements-test.txt" if "test" in sys.argv[1:] else "requirements.txt")
    wanted = f"{sys.version_info[:2]} {hashlib.sha256(lock.read_bytes()).hexdigest()}"
    stamp = ENVIRONMENT / f"{lock.stem}.installed"
    python = ENVIRONMENT / "bin" / "python"
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not _works(python):
        print("Making the Python environment in .venv …", flush=True)
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(
                f"error: Python could not make an environment ({error}). On Debian and Ubuntu, install python3-venv."
            )
    print(f"Installing the Python packages of {lock.name} (about a minute the first time) …", flush=True)
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    done = subprocess.run([*install, "-r", lock], cwd=PROJECT, check=False)
    if done.returncode != 0:
        sys.exit("error: pip could not install the packages (its reason stands above); is the network there?")
    stamp.write_text(wanted)


def _works(python: Path) -> bool:
    """Whether the environment is whole: a run killed halfway leaves one without pip."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
