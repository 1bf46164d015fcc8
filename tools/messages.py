"""Collects the texts of the pages and messages for the translators: `locale/<language>/LC_MESSAGES/django.po`."""

import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded import PROJECT

LANGUAGES = ("fr",)
IGNORED = ("var", "assets", "tests")  # beside folders whose name begins with a dot, which Django leaves out itself
# Lines of the header that would change at each run, or that stand empty.
CHANGING = ('"POT-Creation-Date:', '"Report-Msgid-Bugs-To:')


def main() -> None:
    """Runs Django's makemessages, which needs GNU gettext; a run that finds nothing new changes nothing."""
    if shutil.which("msgmerge") is None:
        sys.exit("error: GNU gettext is needed to collect the texts: install it (on Debian, the package gettext).")
    command = [sys.executable, str(PROJECT / "manage.py"), "makemessages", "--no-location", "--no-obsolete"]
    ignored = [f"--ignore={folder}" for folder in IGNORED]
    languages = [f"--locale={language}" for language in LANGUAGES]
    if code := subprocess.run([*command, *ignored, *languages], cwd=PROJECT, check=False).returncode:
        sys.exit(code)
    for language in LANGUAGES:
        _leave_out_changing_lines(PROJECT / "locale" / language / "LC_MESSAGES" / "django.po")


def _leave_out_changing_lines(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(CHANGING)), encoding="utf-8")


if __name__ == "__main__":
    main()
