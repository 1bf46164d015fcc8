"""Each table as a CSV file."""

import csv
import io

import pytest
from django.test import Client

from network.models import Country
from practices.models import Theme
from practices.statistics import SUBJECTS
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db
MARK = "\ufeff"


def text_of(client: Client, name: str, asked: str = "") -> str:
    answer = client.get(f"/practices/statistics/{name}.csv?{asked}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return answer.content.decode()


def test_a_table_is_written_with_its_base_and_codes_for_heads(client):
    for scope in ("national", "national", "regional_municipal"):
        PracticeFactory(scope=scope)
    assert text_of(client, "by_scope") == (
        f"{MARK}value,label,n,base,percent\r\n"
        "regional_municipal,Regional or municipal,1,3,33.3\r\n"
        "national,National,2,3,66.7\r\n"
        "eu_international,EU-wide or international,0,3,0.0\r\n"
    )


def test_columns_stand_behind_the_share_by_their_codes(client):
    PracticeFactory(countries=["GR"], scope="national")
    PracticeFactory(countries=["FR"])
    PracticeFactory(eu_wide=True, scope="eu_international")
    assert text_of(client, "by_country_and_scope") == (
        f"{MARK}value,label,n,base,percent,regional_municipal,national,eu_international\r\n"
        "FR,France,1,3,33.3,1,0,0\r\n"
        "GR,Greece,1,3,33.3,0,1,0\r\n"
        "none,EU-wide,1,3,33.3,0,0,1\r\n"
    )
    assert text_of(client, "by_theme_and_country") == (
        f"{MARK}value,label,n,base,percent,FR,GR,none\r\nemployment,Employment,3,3,100.0,1,1,1\r\n"
    )


def test_a_file_has_the_search_of_its_address(client):
    PracticeFactory(countries=["GR"])
    PracticeFactory(countries=["FR"])
    assert text_of(client, "by_start", "country=GR&sort=-budget") == (
        f"{MARK}value,label,n,base,percent\r\nnone,No start date given,1,1,100.0\r\n"
    )


def test_a_file_of_a_search_that_finds_nothing_has_a_head(client):
    PracticeFactory(scope="national")
    assert text_of(client, "by_end", "scope=eu_international") == f"{MARK}value,label,n,base,percent\r\n"


def test_a_label_that_a_spreadsheet_would_run_is_disarmed_and_one_with_a_comma_stays_one_cell(client):
    PracticeFactory(themes=["a", "b", "c"])
    for code, label in (("a", '=HYPERLINK("https://x.example")'), ("b", "Ħousing, Ελλάδα"), ("c", "<script>")):
        Theme.objects.filter(code=code).update(label_en=label)
    _head, *rows = csv.reader(io.StringIO(text_of(client, "by_theme_and_country").removeprefix(MARK)))
    assert [row[:3] for row in rows] == [
        ["a", '\'=HYPERLINK("https://x.example")', "1"],
        ["b", "Ħousing, Ελλάδα", "1"],
        ["c", "<script>", "1"],
    ]


def test_labels_are_in_the_readers_language_and_numbers_are_not(client):
    PracticeFactory()
    Country.objects.update(name_en="France", name_fr="La France")
    answer = client.get("/practices/statistics/by_country_and_scope.csv", headers={"Accept-Language": "fr"})
    assert answer.content.decode().splitlines()[1] == "FR,La France,1,1,100.0,1,0,0"


def test_a_file_is_to_be_kept_under_its_name(client):
    answer = client.get("/practices/statistics/by_aim.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="practices-by_aim.csv"'


def test_every_table_has_its_file(client):
    PracticeFactory(full=True)
    heads = {subject.name: text_of(client, subject.name).partition("\r\n")[0] for subject in SUBJECTS}
    plain = f"{MARK}value,label,n,base,percent"
    assert heads == {
        "by_scope": plain,
        "by_country_and_scope": f"{plain},regional_municipal,national,eu_international",
        "by_end": plain,
        "by_start": plain,
        "by_aim": plain,
        "by_funding": plain,
        "by_theme_and_country": f"{plain},FR",
        "by_budget": f"{plain},total,per_year,years",
        "by_evidence_level": plain,
    }


@pytest.mark.parametrize("name", ["by_nothing", "BY_SCOPE", "by-scope", "tables"])
def test_there_is_no_file_of_another_name(client, name):
    assert client.get(f"/practices/statistics/{name}.csv").status_code == 404
