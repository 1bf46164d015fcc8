"""Map, table and timeline show what the list shows: the same search, the same counts, every fact sheet once."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from practices.models import Practice
from practices.views import map_layers, on_a_map
from tests.factories import CountryFactory, PracticeFactory, TextFactory
from tests.factories.crowd import make_crowd

pytestmark = pytest.mark.django_db
VIEWS = ("list", "map", "table", "timeline")
ALLOWED = "is not on offer. Allowed:"
CENTRE = "Give the centre of the map as two whole numbers, from 0,0 to 940,820."


def page_of(client: Client, address: str) -> Any:
    answer = client.get(f"/practices/{address}")
    assert answer.status_code == 200, address
    return answer


def refusal(client: Client, address: str) -> dict[str, list[str]]:
    answer = client.get(f"/practices/?{address}")
    assert answer.status_code == 400
    return {name: [str(sentence) for sentence in sentences] for name, sentences in answer.context["errors"]}


def place(latitude: float, longitude: float, **kwargs: Any) -> Practice:
    made: Practice = PracticeFactory.create(latitude=latitude, longitude=longitude, **kwargs)
    return made


@pytest.fixture
def france_and_germany() -> None:
    for code in ("FR", "DE"):
        CountryFactory(code=code)


@pytest.mark.parametrize(
    ("address", "mistakes"),
    [
        ("view=globe", {"view": [f"“globe” {ALLOWED} list, map, table, timeline."]}),
        ("view=<script>", {"view": [f"“<script>” {ALLOWED} list, map, table, timeline."]}),
        ("view=map&view=list", {"view": ["Give this parameter only once."]}),
        ("view=map&zoom=3", {"zoom": [f"“3” {ALLOWED} 1, 2, 4, 8, 16."]}),
        (f"view=map&zoom={'9' * 10_000}", {"zoom": [f"“{'9' * 80}” {ALLOWED} 1, 2, 4, 8, 16."]}),
        ("view=map&centre=here", {"centre": [CENTRE]}),
        ("view=map&centre=941,0", {"centre": [CENTRE]}),
        ("view=map&centre=-1,0", {"centre": [CENTRE]}),
        ("view=map&centre=\u0661,\u0662", {"centre": [CENTRE]}),
        ("view=map&centre=1,2&centre=3,4", {"centre": ["Give this parameter only once."]}),
    ],
)
def test_what_a_view_does_not_offer_is_refused_in_a_sentence(client, address, mistakes):
    assert refusal(client, address) == mistakes


def test_a_column_that_there_is_not_is_refused_with_those_that_there_are(client):
    (sentence,) = refusal(client, "view=table&columns=country&columns=%25s")["columns"]
    assert sentence == (
        f"“%s” {ALLOWED} country, place, organiser, organiser_kind, scope, dimension, theme, aim, target_group,"
        " started, finished, budget, beneficiaries, evidence_level, collection, updated."
    )


def test_the_api_passes_over_what_belongs_to_the_page(client):
    PracticeFactory.create_batch(2)
    plain = client.get("/api/v1/practices/?country=FR").json()
    of_the_page = "view=map&zoom=4&centre=1,2&columns=budget&columns=started"
    assert client.get(f"/api/v1/practices/?country=FR&{of_the_page}").json() == plain


@pytest.mark.usefixtures("france_and_germany")
def test_the_switch_keeps_the_search_and_says_where_one_is(client):
    answer = page_of(client, "?country=FR&country=DE&view=table&columns=place&sort=-budget&page_size=1")
    kept = {"country": ["FR", "DE"], "columns": ["place"], "sort": ["-budget"], "page_size": ["1"]}
    switches = answer.context["switches"]
    assert [parse_qs(urlsplit(switch.address).query) for switch in switches] == [
        kept | ({} if view == "list" else {"view": [view]}) for view in VIEWS
    ]
    assert [switch.current for switch in switches] == [False, False, True, False]


@pytest.mark.usefixtures("france_and_germany")
def test_filters_chips_sort_and_a_new_beginning_keep_the_view(client):
    answer = page_of(client, "?country=FR&view=map&zoom=2&centre=300,300")
    hidden = set(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()))
    assert hidden >= {("view", "map"), ("zoom", "2"), ("centre", "300,300")}
    (chip,) = answer.context["chips"]
    assert parse_qs(chip.query) == {"view": ["map"], "zoom": ["2"], "centre": ["300,300"]}
    assert answer.context["all_practices"] == "/practices/?view=map"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_rows_of_the_page_and_pages_on(client, view):
    made = {PracticeFactory.create().slug for _ in range(5)}
    seen: list[str] = []
    address: str | None = f"?view={view}&page_size=2"
    while address:
        page = page_of(client, address).context["page"]
        seen += [row.slug for row in page.rows]
        address = f"?view={view}&page_size=2&cursor={page.next}" if page.next else None
    assert (len(seen), set(seen)) == (5, made)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_links_each_fact_sheet_of_the_page_with_its_title_made_safe(client, view):
    PracticeFactory(slug="hostile", title="<script>alert('Ħ')</script>", latitude=50, longitude=10, place_name="<b>")
    text = page_of(client, f"?view={view}").content.decode()
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert re.findall(r'href="/practices/hostile/[^>]*>&lt;script&gt;alert\(&#x27;Ħ', text) != []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_when_nothing_is_found(client, view):
    CountryFactory(code="FR")
    text = page_of(client, f"?view={view}&country=FR").content.decode()
    assert text.count("No fact sheet matches all of these filters") == 1


# What each view asks for beside the list: places, the titles named there (two), what has no place; the years.
BESIDE_THE_LIST = {"list": 0, "map": 4, "table": 0, "table&columns=aim&columns=target_group": 2, "timeline": 1}


def test_a_view_costs_the_same_number_of_queries_however_many_rows(client):
    def costs() -> dict[str, int]:
        found = {}
        for view in BESIDE_THE_LIST:
            with CaptureQueriesContext(connection) as queries:
                page_of(client, f"?view={view}&page_size=50")
            found[view] = len(queries)
        return {view: cost - found["list"] for view, cost in found.items()}

    for number in range(2):
        PracticeFactory(full=True, latitude=40 + number)
    few = costs()
    for number in range(30):
        TextFactory(practice=PracticeFactory(full=True, latitude=40 + number / 3), language="fr")
    assert (few, costs()) == (BESIDE_THE_LIST, BESIDE_THE_LIST)


class TestMap:
    """Countries by their counts, places as points, and all of it in words."""

    def test_a_count_on_the_map_is_what_its_link_shows(self, client):
        make_crowd(seed=7, size=25)
        answer = page_of(client, "?view=map&scope=regional_municipal&scope=national&started_from=2005")
        shown = {country.label: country for country in answer.context["countries"]}
        found = {label: page_of(client, country.address).context["page"].count for label, country in shown.items()}
        assert len(found) == 4
        assert {label: country.value.count for label, country in shown.items()} == found
        assert list(found) == [
            f"{country.value.label}: {country.value.count} fact sheet{'' if country.value.count == 1 else 's'}"
            for country in shown.values()
        ]

    def test_a_country_is_added_and_taken_out_again(self, client):
        PracticeFactory(countries=["FR", "DE"])
        fresh = page_of(client, "?view=map&country=DE&page_size=1").context["countries"]
        addresses = {country.value.value: parse_qs(country.address[1:]) for country in fresh}
        kept = {"view": ["map"], "page_size": ["1"]}
        assert addresses == {"FR": kept | {"country": ["DE", "FR"]}, "DE": kept}
        assert [country.label for country in fresh if country.value.chosen] == ["DE, chosen: 1 fact sheet"]

    def test_eu_wide_practices_are_said_apart(self, client):
        PracticeFactory(eu_wide=True, scope="eu_international")
        PracticeFactory()
        context = page_of(client, "?view=map").context
        assert [country.value.value for country in context["countries"]] == ["FR"]
        assert context["eu_wide"].count == 1
        assert page_of(client, context["eu_wide_address"]).context["page"].count == 1

    def test_a_country_that_is_not_on_the_map_stands_in_the_words(self, client):
        PracticeFactory(countries=["CA"])
        (canada,) = page_of(client, "?view=map").context["countries"]
        assert (canada.label, canada.path) == ("CA: 1 fact sheet", "")

    def test_one_fact_sheet_at_a_place_is_a_link_to_it(self, client):
        place(50.69, 3.17, slug="courses", title="Courses", place_name="Roubaix")
        (mark,) = page_of(client, "?view=map&picked=other").context["marks"]
        behind = "?picked=other&within=view%3Dmap%26picked%3Dother%26sort%3Dtitle"
        assert (mark.label, mark.found, mark.address) == ("Roubaix: Courses", 1, f"/practices/courses/{behind}")

    def test_several_at_one_place_are_one_point_that_leads_to_their_names(self, client):
        for number in range(3):
            place(50.69, 3.17, slug=f"courses-{number}", title=f"Courses {number}", place_name="Roubaix")
        answer = page_of(client, "?view=map")
        (mark,) = answer.context["marks"]
        assert (mark.label, mark.found, mark.address) == ("Roubaix: 3 fact sheets", 3, "#place-1")
        listed = re.search(r'<li class="place" id="place-1">.*?</ul>', answer.content.decode(), re.DOTALL)
        assert listed is not None
        assert re.findall(r'href="(/practices/[^"?]+)', listed[0]) == [f"/practices/courses-{n}/" for n in range(3)]

    def test_places_that_would_cover_each_other_are_one_point_until_one_comes_nearer(self, client):
        place(51.05, 3.72, place_name="Gent")
        for _ in range(2):
            place(50.63, 3.06, place_name="Lille")
        (mark,) = page_of(client, "?view=map&dimension=socio_economic").context["marks"]
        assert mark.label == "Lille and around: 3 fact sheets"
        assert mark.address == "?view=map&dimension=socio_economic&zoom=2&centre=258,474#map"
        nearer = mark.address.removesuffix("#map").replace("zoom=2", "zoom=4")
        marks = page_of(client, nearer).context["marks"]
        assert [mark.label.partition(":")[0] for mark in marks] == ["Lille", "Gent"]

    def test_places_nearer_than_the_map_goes_lead_to_their_names(self, client):
        place(50.631, 3.06, place_name="Lille")
        place(50.632, 3.06, place_name="Lille, Wazemmes")
        (mark,) = page_of(client, "?view=map&zoom=16&centre=258,474").context["marks"]
        assert (mark.label, mark.address) == ("Lille and around: 2 fact sheets", "#place-1")

    def test_places_beyond_the_edge_and_sheets_without_a_place_are_said(self, client):
        place(-21.11, 55.53, place_name="La Réunion")
        place(-52, -170, place_name="Antipodes")
        PracticeFactory.create_batch(2)
        context = page_of(client, "?view=map").context
        assert [entry.name for entry in context["places_beyond"]] == ["Antipodes", "La Réunion"]
        assert (context["marks"], context["places"], context["without_coordinates"]) == ([], [], 2)

    def test_of_many_at_a_place_ten_are_named_and_the_others_counted(self, client):
        for _ in range(12):
            place(50.69, 3.17)
        (entry,) = page_of(client, "?view=map").context["places"]
        assert (entry.name, entry.found, len(entry.named), entry.more) == ("Place without a name", 12, 10, 2)

    def test_where_places_are_many_fewer_fact_sheets_are_named_at_each(self, client, monkeypatch):
        monkeypatch.setattr(map_layers, "MOST_NAMED", 4)
        for number in range(3):
            place(50, number)
            place(50, number)
        assert [len(entry.named) for entry in page_of(client, "?view=map").context["places"]] == [1, 1, 1]

    def test_no_more_places_are_drawn_than_fit_and_the_page_says_so(self, client, monkeypatch):
        monkeypatch.setattr(on_a_map, "MOST_PLACES", 2)
        for number in (1, 2):
            place(50, number)
        assert page_of(client, "?view=map").context["places_capped"] == 0
        place(50, 3)
        answer = page_of(client, "?view=map")
        assert len(answer.context["places"]) == 2
        assert answer.content.decode().count("These are the 2 places with most fact sheets.") == 1

    def test_points_and_years_follow_filters_that_look_at_other_tables(self, client):
        for country in ("FR", "DE"):
            place(50, 10, countries=[country], dates=("2008", "2009"), target_groups=["women", "children"])
        search = "country=FR&target_group=women&target_group=children&evidence_level=claimed&language=en"
        (entry,) = page_of(client, f"?view=map&{search}").context["places"]
        columns = page_of(client, f"?view=timeline&{search}").context["year_columns"]
        assert (entry.found, [column.found for column in columns]) == (1, [1, 1])

    def test_zooming_and_moving_keep_the_search_and_the_page_of_the_list(self, client):
        answer = page_of(client, "?view=map&zoom=2&centre=400,300&sort=-updated")
        links = {name: address for name, _label, address in answer.context["zoom_links"]}
        search = "?view=map&sort=-updated"
        assert links == {
            "in": f"{search}&zoom=4&centre=400,300#map",
            "out": f"{search}#map",
            "north": f"{search}&zoom=2&centre=400,205#map",
            "south": f"{search}&zoom=2&centre=400,505#map",
            "west": f"{search}&zoom=2&centre=235,300#map",
            "east": f"{search}&zoom=2&centre=635,300#map",
        }

    def test_the_drawing_is_the_same_in_every_language(self, client):
        place(50.69, 3.17)
        drawings = []
        for language in ("en", "fr"):
            with translation.override(language):
                text = client.get("/practices/?view=map&zoom=4&centre=300,480", headers={"Accept-Language": language})
            drawings.append(re.findall(r'(?: viewBox| cx| cy| x| y| d)="[^"]*"', text.content.decode()))
        assert drawings[0] == drawings[1]
        assert ' viewBox="182.5 377.5 235 205"' in drawings[0]


class TestTable:
    """A real table in the columns asked for."""

    def cells(self, client: Client, columns: str) -> list[Any]:
        asked = "&".join(f"columns={name}" for name in columns.split())
        answer = page_of(client, f"?view=table&{asked}")
        ((_practice, cells),) = answer.context["table_rows"]
        assert [heading.name for heading in answer.context["headings"]][1:] == columns.split()
        return [str(cell.text) for cell in cells]

    def test_every_column_says_what_the_fact_sheet_says(self, client):
        PracticeFactory(full=True, countries=["FR", "DE"], organiser__name="Ville")
        Practice.objects.update(updated_at="2026-01-02T12:00Z")
        columns = (
            "country place organiser organiser_kind scope dimension theme aim target_group started finished budget"
            " beneficiaries evidence_level collection updated"
        )
        assert self.cells(client, columns) == [
            "DE, France",
            "Roubaix",
            "Ville",
            "Local authority",
            "Regional or municipal",
            "Socio-economic",
            "Employment",
            "Training",
            "Women",
            "March 2008",
            "2011",
            "€12,000 over 1.5 years",
            "180",
            "Evaluated",
            "CSES study",
            "2 January 2026",
        ]

    def test_what_is_unknown_is_left_blank(self, client):
        PracticeFactory()
        assert self.cells(client, "place started finished budget beneficiaries") == ["", "", "", "", ""]

    def test_doubt_is_said_beside_the_figure(self, client):
        PracticeFactory(
            eu_wide=True,
            scope="eu_international",
            ongoing=True,
            budget_eur=167,
            budget_period="total",
            budget_doubtful=True,
            beneficiaries=12000,
            beneficiaries_doubtful=True,
        )
        assert self.cells(client, "country finished budget beneficiaries") == [
            "EU-wide",
            "ongoing",
            "€167 in total (doubtful)",
            "12,000 (doubtful)",
        ]

    def test_columns_stand_in_one_order_each_once(self, client):
        headings = page_of(client, "?view=table&columns=budget&columns=place&columns=budget").context["headings"]
        assert [heading.name for heading in headings] == ["title", "place", "budget"]

    def test_unless_some_are_chosen_there_are_five(self, client):
        headings = page_of(client, "?view=table").context["headings"]
        assert [heading.name for heading in headings] == [
            "title",
            "country",
            "started",
            "finished",
            "budget",
            "beneficiaries",
        ]

    @pytest.mark.parametrize(
        ("sort", "now", "leads_to"),
        [
            ("title", {"title": "ascending"}, {"started": "-started", "budget": "-budget"}),
            ("started", {"started": "ascending"}, {"title": "title", "started": "-started", "budget": "-budget"}),
            ("-started", {"started": "descending"}, {"title": "title", "started": "started", "budget": "-budget"}),
            ("-budget", {"budget": "descending"}, {"title": "title", "started": "-started"}),
            ("-updated", {}, {"title": "title", "started": "-started", "budget": "-budget"}),
        ],
    )
    def test_headings_say_and_change_the_order(self, client, sort, now, leads_to):
        address = f"?view=table&columns=started&columns=place&columns=budget&sort={sort}"
        headings = page_of(client, address).context["headings"]
        assert {heading.name: heading.sorted for heading in headings if heading.sorted} == now
        found = {heading.name: parse_qs(heading.address[1:])["sort"][0] for heading in headings if heading.address}
        assert found == leads_to


class TestTimeline:
    """What ran when, in bars and in words."""

    def test_it_is_sorted_by_start_unless_another_order_is_asked_for(self, client):
        for slug, start in (("b", "2009"), ("c", "2001"), ("a", "2005")):
            PracticeFactory(slug=slug, title=slug, dates=(start, ""))
        slugs = {
            sort: [row.slug for row in page_of(client, f"?view=timeline{sort}").context["page"].rows]
            for sort in ("", "&sort=title", "&sort=-started")
        }
        assert slugs == {"": ["c", "a", "b"], "&sort=title": ["a", "b", "c"], "&sort=-started": ["b", "a", "c"]}

    def test_an_order_that_was_asked_for_stays_when_filters_are_chosen(self, client):
        text = page_of(client, "?view=timeline&sort=title").content.decode()
        form = text[text.index('class="browse__filters"') : text.index('class="browse__results"')]
        assert '<input type="hidden" name="sort" value="title">' in form

    def test_all_rows_that_match_are_counted_in_the_years_in_which_they_ran(self, client):
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
    def test_dates_are_written_beside_the_bar(self, client, dates, ongoing, said):
        PracticeFactory(dates=dates, ongoing=ongoing)
        text = page_of(client, "?view=timeline").content.decode()
        assert re.findall(r'<p class="timeline__dates">\s*(.*?)\s*</p>', text) == [said]
