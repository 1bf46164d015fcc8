"""Every address of the site, for every role: reading changes nothing, HEAD says what GET says, writes are known."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.config.addresses import READS, WRITES, expected, status_of, write
from tests.config.addresses_records import ANONYMOUS, DOCUMENTATION, ROLES, World, world

# Different in every answer.
OF_THE_REQUEST = {"X-Request-ID", "RateLimit", "Expires"}
# What an address says that takes no writes: not this way, not you, or nothing here.
REFUSED = {"405", "401", "403", "404", "in"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every pattern with those above it before it."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from patterns(entry, path)


@pytest.fixture
def there(db: None) -> World:
    return world()


class Asking:
    """Somebody of a role who reads one address after the other."""

    def __init__(self, there: World, role: str) -> None:
        self.there, self.role = there, role
        self.browser, self.system = there.client(role), there.client(role, "/api/")

    def ask(self, method: str, address: str) -> Any:
        client = self.system if address.startswith("/api/") and address != DOCUMENTATION else self.browser
        try:
            return client.generic(method, self.there.address(address))
        except BaseException as error:
            error.add_note(f"{method} {address} by {self.role}")
            raise


@pytest.fixture
def somebody(there: World, role: str) -> Asking:
    """Signed in before a test forbids writes."""
    return Asking(there, role)


def headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}


def test_every_pattern_has_its_row():
    assert sorted(patterns(get_resolver())) == sorted(READS)


def test_every_write_is_of_a_pattern():
    assert {pattern for pattern, _what in WRITES} - set(READS) == set()


@pytest.mark.parametrize("role", ROLES)
def test_reading_is_answered_as_the_table_says_and_changes_nothing(somebody, forbid_writes, role):
    found = {pattern: status_of(somebody.ask("GET", address)) for pattern, (address, _statuses) in READS.items()}
    assert found == {pattern: expected(statuses, role) for pattern, (_address, statuses) in READS.items()}


@pytest.mark.parametrize("role", [ANONYMOUS, "officer of A"])
def test_head_says_what_get_says(somebody, forbid_writes, role):
    read = [address for address, statuses in READS.values() if expected(statuses, role) != "405"]
    for address in read:
        whole, head = somebody.ask("GET", address), somebody.ask("HEAD", address)
        assert (status_of(head), headers(head), head.getvalue()) == (status_of(whole), headers(whole), b""), address


@pytest.mark.parametrize("role", ROLES)
def test_a_write_is_answered_as_the_table_says(there, role):
    found = {}
    for key in WRITES:
        with transaction.atomic():
            found[key] = status_of(write(there, role, key))
            transaction.set_rollback(True)
    assert found == {key: expected(statuses, role) for key, (_address, _body, statuses) in WRITES.items()}


@pytest.mark.parametrize("role", ROLES)
def test_an_address_that_is_no_row_of_the_writes_takes_none(somebody, forbid_writes, role):
    written = {pattern for pattern, _what in WRITES}
    found = {
        pattern: status_of(somebody.ask("POST", address))
        for pattern, (address, _statuses) in READS.items()
        if pattern not in written
    }
    assert {pattern: status for pattern, status in found.items() if status not in REFUSED} == {}


@pytest.mark.parametrize("role", ["staff"])
def test_a_get_that_writes_would_be_noticed(somebody, forbid_writes, role):
    with pytest.raises(AssertionError, match="a read wrote"):
        somebody.ask("POST", "/account/sign-out/")
