"""Collects the texts of the pages and messages for the translators: `locale/<language>/LC_MESSAGES/django.po`."""

import subprocess
import sys

from config.embedded import PROJECT

LANGUAGES = ("fr",)


def main() -> None:
    """Runs Django's makemessages, which needs GNU gettext."""
    command = [sys.executable, str(PROJECT / "manage.py"), "makemessages", "--no-location", "--no-obsolete"]
    ignored = [f"--ignore={folder}" for folder in (".venv", "var", "assets", "tests")]
    languages = [f"--locale={language}" for language in LANGUAGES]
    sys.exit(subprocess.run([*command, *ignored, *languages], cwd=PROJECT, check=False).returncode)


if __name__ == "__main__":
    main()
