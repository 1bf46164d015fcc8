"""The page of the statistics: the search in force, the tables with their charts, and where one gets from there."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from practices.enums import Scope
from practices.statistics import SUBJECTS, Cell, Row, Table, charts
from practices.statistics.rounding import percent
from practices.templatetags.statistics import percentage
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db
PAGE = "/practices/statistics/"


def text_of(client: Client, asked: str = "", language: str = "en") -> str:
    page = client.get(f"{PAGE}?{asked}", headers={"Accept-Language": language})
    assert page.status_code == 200
    return page.content.decode()


def links(text: str, within: str) -> list[str]:
    """The addresses in the first part of the page whose class or id is given."""
    part = re.search(rf'<(\w+)[^>]*(?:class|id)="{within}.*?</\1>', text, re.DOTALL)
    assert part is not None
    return [address.replace("&amp;", "&") for address in re.findall(r'<a [^>]*href="([^"]*)"', part[0])]


def cells(text: str, table: str) -> list[list[str]]:
    """The texts of a table's cells, line by line."""
    section = text.partition(f'<section class="statistic" id="{table}"')[2].partition("</section>")[0]
    lines = re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)
    return [
        [re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


def test_a_table_shows_numbers_and_shares_over_its_base(client):
    PracticeFactory(countries=["FR"])
    PracticeFactory(countries=["FR", "GR"], scope="national")
    text = text_of(client)
    assert "Base of every share: <strong>2</strong> fact sheets" in text
    assert cells(text, "by_country_and_scope") == [
        ["Country", "Regional or municipal", "National", "EU-wide or international", "Together", "Share"],
        ["France", "1", "1", "0", "2", "100.0%"],
        ["Greece", "0", "1", "0", "1", "50.0%"],
    ]


def test_figures_are_written_as_the_reader_writes_them(client):
    PracticeFactory.create_batch(2)
    PracticeFactory(scope="national")
    assert [line[-1] for line in cells(text_of(client, language="fr"), "by_scope")[1:]] == [
        "66,7\xa0%",
        "33,3\xa0%",
        "0,0\xa0%",
    ]


@pytest.mark.parametrize(("language", "written"), [("en", "1,234.5%"), ("fr", "1\u202f234,5\xa0%")])
def test_a_share_has_its_decimal_in_every_language(language, written):
    with translation.override(language):
        assert percentage(Decimal("1234.5")) == written


def test_nothing_leads_nowhere(client):
    PracticeFactory(scope="national")
    section = text_of(client).partition('id="by_scope"')[2].partition("</section>")[0]
    assert re.findall(r"<td><a [^>]*>(\d+)</a>", section) == ["1"]


def test_the_jump_list_names_every_table_and_the_files_stand_below(client):
    PracticeFactory()
    text = text_of(client, "scope=regional_municipal&page_size=3")
    assert links(text, "jump") == [f"#{subject.name}" for subject in SUBJECTS]
    files = re.findall(r'href="([^"]*\.csv[^"]*)"', text)
    assert files == [f"{PAGE}{subject.name}.csv?scope=regional_municipal" for subject in SUBJECTS]


def test_the_search_in_force_is_shown_and_can_be_taken_away(client):
    PracticeFactory(countries=["FR"])
    text = text_of(client, "country=FR&scope=regional_municipal&picked=bee-my-job")
    assert links(text, "chips") == [
        "?scope=regional_municipal&picked=bee-my-job",
        "?country=FR&picked=bee-my-job",
        f"{PAGE}?picked=bee-my-job",
    ]
    assert 'href="/practices/?country=FR&amp;scope=regional_municipal&amp;picked=bee-my-job"' in text


def test_what_is_narrowed_says_so(client):
    PracticeFactory(countries=["FR"])
    said = "Only what the search names is shown."
    assert [text_of(client, asked).count(said) for asked in ("", "country=FR", "country=FR&aim=training")] == [0, 2, 3]


def test_a_search_that_finds_nothing_says_what_to_do(client):
    PracticeFactory(scope="national")
    text = text_of(client, "scope=eu_international&picked=bee-my-job")
    assert '<p class="empty__title">There is nothing to count: no fact sheet matches this search</p>' in text
    assert links(text, "empty") == [f"{PAGE}?picked=bee-my-job"]
    assert "<table" not in text


def test_a_catalogue_without_fact_sheets_has_a_page(client):
    assert "<table" not in text_of(client)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}by_scope.csv"])
def test_a_mistake_is_refused_as_on_the_catalogue(client, address):
    asked = "?scope=galactic&colour=blue&started_from=x&q=" + "a" * 10_000
    refused, catalogue = client.get(address + asked), client.get(f"/practices/{asked}")
    assert (refused.status_code, catalogue.status_code) == (400, 400)
    assert dict(refused.context["errors"]) == dict(catalogue.context["errors"])


def test_what_was_left_blank_does_not_stand_in_the_address(client):
    answer = client.get(f"{PAGE}?country=&scope=national")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}?scope=national")


def test_the_catalogue_leads_to_the_statistics_of_its_search(client):
    PracticeFactory(scope="national")
    page = client.get("/practices/?scope=national&sort=-budget").content.decode()
    assert f'href="{PAGE}?scope=national&amp;sort=-budget"' in page


def drawn(name: str, *rows: tuple[str, int, list[int]]) -> Table:
    (subject,) = (each for each in SUBJECTS if each.name == name)
    columns = [(scope.value, scope.label) for scope in Scope]
    lines = [
        Row(value, value, n, percent(n, 100), None, [Cell("", number, None) for number in numbers])
        for value, n, numbers in rows
    ]
    return Table(subject, 100, columns, lines, narrowed=False)


def parts(bars: list[charts.Bar]) -> list[list[tuple[int, str, str]]]:
    return [[(part.series, part.x, part.width) for part in bar.parts] for bar in bars]


def test_a_bar_is_as_long_as_its_part_of_the_longest():
    table = drawn("by_scope", ("a", 40, []), ("b", 13, []), ("c", 0, []))
    assert parts(charts.bars(table)) == [[(1, "0", "100.00")], [(1, "0", "32.50")], [(1, "0", "0.00")]]


def test_a_stacked_bar_has_its_columns_one_after_the_other_and_what_is_in_none_last():
    table = drawn("by_budget", ("a", 40, [10, 0, 20]), ("b", 4, [0, 0, 0]))
    assert parts(charts.bars(table)) == [
        [(1, "0.00", "25.00"), (3, "25.00", "50.00"), (0, "75.00", "25.00")],
        [(0, "0.00", "10.00")],
    ]


def years(*counts: tuple[int, int]) -> Any:
    return charts.years(drawn("by_start", *((str(year), n, []) for year, n in counts), ("none", 7, [])))


def test_years_without_a_practice_are_gaps():
    assert [(column.year, column.n, column.height) for column in years((2010, 4), (2008, 1)).columns] == [
        (2008, 1, "25.00"),
        (2009, 0, "0.00"),
        (2010, 4, "100.00"),
    ]


def test_of_many_years_some_are_named():
    named = {
        last: [column.year for column in years((2000, 1), (last, 1)).columns if column.marked]
        for last in (2003, 2011, 2045)
    }
    assert named == {
        2003: [2000, 2001, 2002, 2003],
        2011: [2000, 2005, 2010],
        2045: [2000, 2010, 2020, 2030, 2040],
    }


def test_of_centuries_only_the_years_with_practices_are_drawn():
    assert [column.year for column in years((1, 1), (2011, 1)).columns] == [1, 2011]


def test_what_has_no_year_is_a_bar_of_its_own():
    table = drawn("by_start", ("2008", 1, []), ("none", 7, []))
    assert [(bar.label, bar.n) for bar in charts.bars(table)] == [("none", 7)]


def test_a_cell_is_the_darker_the_more_is_in_it():
    assert charts.shades(drawn("by_theme_and_country", ("a", 9, [0, 1, 8]), ("b", 9, [2, 3, 5]))) == [
        [0, 1, 4],
        [1, 2, 3],
    ]
