"""On the timeline: what ran when, in bars and in words."""

import re

import pytest

from tests.factories import PracticeFactory
from tests.practices.catalogue_pages import page_of

pytestmark = pytest.mark.django_db


def test_it_is_sorted_by_start_unless_another_order_is_asked_for(client):
    for slug, start in (("b", "2009"), ("c", "2001"), ("a", "2005")):
        PracticeFactory(slug=slug, title=slug, dates=(start, ""))
    slugs = {
        sort: [row.slug for row in page_of(client, f"?view=timeline{sort}").context["page"].rows]
        for sort in ("", "&sort=title", "&sort=-started")
    }
    assert slugs == {"": ["c", "a", "b"], "&sort=title": ["a", "b", "c"], "&sort=-started": ["b", "a", "c"]}


def test_an_order_that_was_asked_for_stays_when_filters_are_chosen(client):
    text = page_of(client, "?view=timeline&sort=title").content.decode()
    form = text[text.index('class="browse__filters"') : text.index('class="browse__results"')]
    assert '<input type="hidden" name="sort" value="title">' in form


def test_all_rows_that_match_are_counted_in_the_years_in_which_they_ran(client):
    PracticeFactory(dates=("2001", "2003"))
    PracticeFactory(dates=("2003", ""))
    PracticeFactory(dates=("2002", ""), ongoing=True)
    PracticeFactory(dates=("", ""), ongoing=True)
    PracticeFactory(dates=("1999", "2010"), countries=["DE"])
    context = page_of(client, "?view=timeline&country=FR&page_size=1").context
    assert {column.year: column.found for column in context["year_columns"]} == {2001: 1, 2002: 2, 2003: 3}
    assert context["undated"] == 1


@pytest.mark.parametrize(
    ("dates", "ongoing", "said"),
    [
        (("2008-03", "2011-12-01"), False, "March 2008 to 1 December 2011"),
        (("2008", ""), True, "since 2008, ongoing"),
        (("2008", ""), False, "from 2008, end not stated"),
        (("", "2011"), False, "until 2011, start not stated"),
        (("", ""), True, "ongoing, start not stated"),
        (("", ""), False, "dates not stated"),
    ],
)
def test_dates_are_written_beside_the_bar(client, dates, ongoing, said):
    PracticeFactory(dates=dates, ongoing=ongoing)
    text = page_of(client, "?view=timeline").content.decode()
    assert re.findall(r'<p class="timeline__dates">\s*(.*?)\s*</p>', text) == [said]
