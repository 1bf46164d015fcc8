"""What the tests of the catalogue's views ask the page."""

from typing import Any

from django.test import Client


def page_of(client: Client, address: str) -> Any:
    answer = client.get(f"/practices/{address}")
    assert answer.status_code == 200, address
    return answer
