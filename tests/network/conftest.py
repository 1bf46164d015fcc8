"""What the tests of the network share."""

from typing import Any

import pytest


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Passwords are kept in a way that takes no time: for tests that sign in again and again."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
