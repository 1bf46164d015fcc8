"""No fact sheet takes the address of another page."""

import re

import pytest

from network.workflows import unique_slug
from practices import urls
from practices.models import RESERVED_SLUGS, Practice

pytestmark = pytest.mark.django_db


def test_no_page_stands_where_a_fact_sheet_could():
    below = re.compile(r"practices/([a-z-]+)/$")
    pages = {found[1] for pattern in _patterns() if (found := below.fullmatch(pattern))}
    assert pages - set(RESERVED_SLUGS) == set()
    assert {"compare", "list", "lists"} <= pages


def _patterns() -> list[str]:
    return [str(each.pattern) for each in urls.urlpatterns]


@pytest.mark.parametrize("title", ["Compare", "LIST", "Map!"])
def test_a_title_that_is_the_address_of_a_page_gets_a_longer_slug(title: str):
    slug = unique_slug(Practice, title, "cses-2012-7", reserved=RESERVED_SLUGS)
    assert re.fullmatch(r"(compare|list|map)-cses-2012-7", slug)
