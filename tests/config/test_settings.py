"""Settings are safe unless asked otherwise, and one that is missing stops the start with a sentence."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.embedded import PROJECT
from tests import application_role as application
from tests.config.clones import cloned, myself
from tests.config.sites import environment

PRODUCTION = {
    "SITE_URL": "https://practices.example.eu",
    "SECRET_KEY": "correct horse battery staple, and fifty characters more than that",
    "DATABASE_URL": "postgres://site:word@db.example.eu:5432/integration",
    "MAIL_URL": "smtp+tls://site:word@mail.example.eu",
    "MEDIA_ROOT": "/srv/practices",
}
LOCAL = PRODUCTION | {"SITE_URL": "http://localhost:8000"}
# Prints what the settings named on the command line are.
VALUES = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""
# Prints the status, the headers and the cookies of a page, asked for in the way the site is reached.
PAGE = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
scheme, _, host = settings.SITE_URL.partition("://")
client = Client(headers={"host": host}, raise_request_exception=False)
response = client.generic(sys.argv[1], sys.argv[2], secure=scheme == sys.argv[3])
cookies = {name: [morsel["secure"], morsel["httponly"], morsel["path"], morsel["domain"]] for name, morsel in
           response.cookies.items()}
print(json.dumps([response.status_code, dict(response.headers), cookies]))
"""


def run(*arguments: str, **variables: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment(DJANGO_SETTINGS_MODULE="config.settings", **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def values(*names: str, **variables: str) -> dict[str, Any]:
    code, output, errors = run("-c", VALUES, *names, **variables)
    assert (code, errors) == (0, "")
    found: dict[str, Any] = json.loads(output)
    return found


def page(
    address: str, *, method: str = "GET", scheme: str = "", **variables: str
) -> tuple[int, dict[str, str], dict[str, list[object]]]:
    code, output, errors = run(
        "-c", PAGE, method, address, scheme or variables["SITE_URL"].partition(":")[0], **variables
    )
    assert code == 0, errors
    status, headers, cookies = json.loads(output)
    return status, headers, cookies


@pytest.fixture
def owned(db: None) -> dict[str, str]:
    """The database of this test for the role that owns it, as another process finds it."""
    return {"DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"}


@pytest.fixture
def database(db: None, application_role: str) -> dict[str, str]:
    """The same for the application's role."""
    return {"DATABASE_URL": application.address(str(connection.settings_dict["NAME"]))}


@pytest.mark.parametrize(
    ("missing", "what"),
    [
        ("SITE_URL", "the address of the site, for example https://practices.example.eu"),
        ("SECRET_KEY", "a random text of at least 50 characters that nobody else knows"),
        ("DATABASE_URL", "the address of a PostgreSQL 15 or newer: postgres://user:password@host:5432/database"),
        (
            "MAIL_URL",
            "where mail goes: smtp+tls://user:password@mail.example.eu:587, or file:///folder to keep it in files",
        ),
        ("MEDIA_ROOT", "the folder that keeps the files people add, for example /srv/practices/media"),
    ],
)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_setting_stops_the_start_with_a_sentence(missing, what, value):
    variables = {name: text for name, text in PRODUCTION.items() if name != missing}
    if value is not None:
        variables[missing] = value
    code, output, errors = run("-c", "import config.wsgi", **variables)
    said = f"Set the environment variable {missing} to {what} (docs/settings.md)."
    assert (code, output, errors.splitlines()[-1]) == (
        1,
        "",
        f"django.core.exceptions.ImproperlyConfigured: {said}",
    )


def test_manage_py_says_it_without_a_traceback():
    code, output, errors = run("manage.py", "check", DATABASE_URL=PRODUCTION["DATABASE_URL"])
    said = "Set the environment variable SITE_URL to the address of the site, for example https://practices.example.eu"
    assert (code, output, errors) == (1, "", f"error: {said} (docs/settings.md).\n")


def test_a_public_site_without_https_is_refused():
    refused = run("manage.py", "check", **PRODUCTION | {"SITE_URL": "http://practices.example.eu"})
    said = "SITE_URL must begin with https:// unless the site is only for this machine."
    assert refused == (1, "", f"error: {said}\n")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000"])
def test_a_site_for_this_machine_alone_needs_no_https(host):
    assert run("manage.py", "check", **LOCAL | {"SITE_URL": f"http://{host}"})[0] == 0


def test_the_check_for_production_finds_nothing(database):
    checked = run("manage.py", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION | database)
    assert checked == (0, "System check identified no issues (0 silenced).\n", "")


def test_the_check_for_production_finds_a_role_that_could_change_the_audit_trail(owned):
    code, _output, errors = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | owned)
    found = re.findall(r"\((\w+\.W\d+)\) The role “\w+” of DATABASE_URL could change the audit trail: (.*?);", errors)
    assert (code, found) == (1, [("network.W001", "it is a superuser")])


def test_the_check_for_production_finds_a_short_key(database):
    short = PRODUCTION | database | {"SECRET_KEY": "x"}
    code, _output, errors = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **short)
    assert (code, re.findall(r"\(security\.W\d+\)", errors)) == (1, ["(security.W009)"])


def test_debug_is_off_unless_asked_for():
    assert [values("DEBUG", **PRODUCTION, **more)["DEBUG"] for more in ({}, {"DEBUG": "1"})] == [False, True]


@pytest.mark.parametrize(("debug", "status"), [("0", 404), ("1", 200)])
def test_the_gallery_is_served_only_with_debug(database, debug, status):
    assert page("/gallery/", **LOCAL | database, DEBUG=debug)[0] == status


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param(PRODUCTION, {"__Host-csrf": [True, True, "/", ""]}, id="https"),
        pytest.param(LOCAL, {"csrf": ["", True, "/", ""]}, id="this-machine"),
    ],
)
def test_cookies_of_an_https_site_are_bound_to_it(variables, expected):
    assert page("/account/sign-in/", **variables)[2] == expected


@pytest.mark.parametrize("kind", ["SESSION", "CSRF", "LANGUAGE"])
def test_each_kind_of_cookie_is_bound_to_an_https_site(kind):
    names = [f"{kind}_COOKIE_{what}" for what in ("NAME", "SECURE", "HTTPONLY", "PATH", "DOMAIN", "SAMESITE")]
    assert list(values(*names, **PRODUCTION).values()) == [f"__Host-{kind.lower()}", True, True, "/", None, "Lax"]


def test_an_https_site_is_only_served_by_https():
    status, headers, _cookies = page("/about/?a=b", scheme="http", **PRODUCTION)
    assert (status, headers["Location"]) == (301, "https://practices.example.eu/about/?a=b")


def test_a_proxy_is_believed_only_where_there_is_one():
    believed = [values("SECURE_PROXY_SSL_HEADER", **PRODUCTION, **more) for more in ({}, {"BEHIND_PROXY": "1"})]
    assert [each["SECURE_PROXY_SSL_HEADER"] for each in believed] == [None, ["HTTP_X_FORWARDED_PROTO", "https"]]


def test_only_the_hosts_of_the_site_are_served():
    hosts = values("ALLOWED_HOSTS", **PRODUCTION, EXTRA_HOSTS="a.example.eu,b.example.eu")["ALLOWED_HOSTS"]
    assert hosts == ["practices.example.eu", "a.example.eu", "b.example.eu"]


def test_a_statement_has_a_time_limit_that_a_command_lifts():
    limits = [
        values("DATABASES", **PRODUCTION, **more)["DATABASES"]["default"]["OPTIONS"]["options"]
        for more in ({}, {"STATEMENT_TIMEOUT_SECONDS": "0"})
    ]
    assert limits == [
        "-c statement_timeout=3s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s",
        "-c statement_timeout=0s -c lock_timeout=2s -c idle_in_transaction_session_timeout=0s",
    ]


def test_no_password_is_short_or_common():
    names = [each["NAME"].rpartition(".")[2] for each in values("AUTH_PASSWORD_VALIDATORS", **PRODUCTION).popitem()[1]]
    assert names == [
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "UserAttributeSimilarityValidator",
        "SiteWordsValidator",
    ]


def test_a_secret_of_this_machine_is_made_once_and_closed_to_others():
    make = "from config.local import kept_secret; print(kept_secret('secret-key', 64), end='')"
    with cloned(myself()) as clone:
        made, kept = (myself().run(clone, "-c", make, umask=0o000)[1] for _run in range(2))
        modes = {file.name: oct(file.stat().st_mode) for file in (clone / "var").iterdir()}
    assert (kept, len(made), modes) == (made, 86, {"secret-key": oct(0o100600)})


def test_every_variable_that_is_read_is_explained():
    code = "\n".join(
        (PROJECT / name).read_text() for name in (*_settings(), "config/local.py", "manage.py", "Makefile", *_tools())
    )
    read = {
        *re.findall(r'(?:env\.\w+|required|rate|environ\.get|environ\.setdefault)\("([A-Z_]+)"', code),
        *re.findall(r"^([A-Z]+) \?=", code, flags=re.MULTILINE),
    }
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", (PROJECT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert explained == read


def _settings() -> list[str]:
    return [f"config/{name}.py" for name in ("settings", "accounts", "rates")]


def _tools() -> list[str]:
    return [str(Path("tools") / file.name) for file in (PROJECT / "tools").glob("*.py")]
