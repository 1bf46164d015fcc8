"""What is typed on the page of a section is saved by every button, without a script; rows and organisations, too."""

import pytest
from django.test import Client

from network.models import User
from practices.models import Draft
from tests.factories import (
    OrganisationFactory,
    SectionFactory,
)
from tests.practices.desk import page_of, rows, stands, typed

pytestmark = pytest.mark.django_db


# Saving


def test_saving_keeps_what_was_typed_and_comes_back(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), typed(title="Courses", summary="One\r\nTwo", save=""))
    assert (answer["Location"], stands(draft, "story", "en")["summary"]) == (
        page_of(draft, "story", "en"),
        "One\nTwo",
    )


@pytest.mark.parametrize(
    ("button", "where"),
    [
        ({"save_next": ""}, "work/en/"),
        ({"go": "overview"}, ""),
        ({"go": "preview"}, "preview/"),
        ({"go": "money"}, "money/"),
        ({"go": "work:fr"}, "work/fr/"),
        ({"go": "money:fr"}, "story/en/"),
        ({"go": "//elsewhere.example"}, "story/en/"),
        ({"add_language": "", "language": "mt"}, "story/mt/"),
        ({"add_language": "", "language": "xx"}, "story/en/"),
        ({"copy": "abc-1"}, "story/en/?kept=abc-1"),
        ({"copy": "a b\n"}, "story/en/"),
    ],
    ids=str,
)
def test_every_button_saves_before_it_leads_on(member: Client, draft: Draft, button: dict[str, str], where: str):
    answer = member.post(page_of(draft, "story"), typed(title="Courses") | button)
    assert (answer["Location"], stands(draft, "story", "en")["title"]) == (page_of(draft) + where, "Courses")


def test_what_a_page_does_not_show_is_left_alone(member: Client, draft: Draft):
    member.post(page_of(draft, "subject"), typed(dimension="cultural"))
    assert (stands(draft, "subject")["dimension"], stands(draft, "subject")["themes"]) == ("cultural", ["employment"])


def test_boxes_that_are_not_ticked_any_more_are_taken_out(member: Client, draft: Draft):
    member.post(page_of(draft, "subject"), {"version": "1", "field": ["themes"]})
    assert stands(draft, "subject")["themes"] == []


def test_a_save_that_changes_nothing_is_none(member: Client, draft: Draft):
    form = typed(title="Neighbourhood mothers", summary="They visit newly arrived families.")
    answer = member.post(page_of(draft, "story"), form)
    assert (answer.status_code, draft.sections.get(name="story").version) == (302, 1)


def test_a_translation_stands_beside_its_original(member: Client, draft: Draft):
    member.post(page_of(draft, "story", "fr"), typed(0, title="Des mères de quartier"))
    page = member.get(page_of(draft, "story", "fr"))
    (title, *_others) = page.context["fields"]
    assert (title.original, title.cell.bound.value(), stands(draft, "story", "en")["title"]) == (
        ["Neighbourhood mothers"],
        "Des mères de quartier",
        "Neighbourhood mothers",
    )


def test_dates_and_money_are_read_back(member: Client, draft: Draft):
    SectionFactory.create(draft=draft, name="money", data={"amount": "1.2 million", "currency": "SEK", "rate": "9.50"})
    said = {
        one.field.key: one.said
        for name in ("place", "money")
        for one in member.get(page_of(draft, name)).context["fields"]
        if one.said
    }
    assert said == {"amount": "SEK\xa01,200,000 at 9.50 = €126,315.79"}


def test_a_rate_fixed_by_law_need_not_be_typed(member: Client, draft: Draft):
    SectionFactory.create(draft=draft, name="money", data={"amount": "48,000", "currency": "DEM"})
    said = {one.field.key: one.said for one in member.get(page_of(draft, "money")).context["fields"]}
    assert said["amount"] == "DEM\xa048,000 at 1.95583, the rate fixed by law = €24,542.01"


def test_what_cannot_be_read_is_kept_and_said_beside_the_field(member: Client, draft: Draft):
    member.post(page_of(draft, "place"), typed(started="when the <b>moon</b> is full"))
    (started,) = [one for one in member.get(page_of(draft, "place")).context["fields"] if one.field.key == "started"]
    assert (started.cell.bound.value(), len(started.problems)) == ("when the <b>moon</b> is full", 1)


def test_what_is_too_long_to_be_kept_stays_on_the_page(member: Client, draft: Draft):
    long = "ω" * 100_001
    answer = member.post(page_of(draft, "story"), typed(title="New", summary=long))
    shown = {one.field.key: one for one in answer.context["fields"]}
    assert (answer.status_code, shown["summary"].cell.bound.value(), shown["title"].cell.bound.value()) == (
        422,
        long,
        "New",
    )


# Rows


def test_a_row_is_added_without_a_script(member: Client, draft: Draft):
    first = {"organisation": "city", "kind": "other"}
    answer = member.post(page_of(draft, "basics"), rows("partners", first) | {"add_row": "partners"})
    assert (answer["Location"], stands(draft, "basics")["partners"]) == (
        f"{page_of(draft, 'basics')}#id_partners-1-organisation",
        [first, {"organisation": "", "kind": ""}],
    )


def test_a_row_is_taken_out_without_a_script(member: Client, draft: Draft):
    first, second = {"organisation": "city", "kind": "other"}, {"organisation": "", "kind": "other"}
    form = rows("partners", first, second) | {"remove_row": "partners.0"}
    answer = member.post(page_of(draft, "basics"), form)
    assert (answer["Location"], stands(draft, "basics")["partners"]) == (
        f"{page_of(draft, 'basics')}#id_partners",
        [second],
    )


@pytest.mark.parametrize("number", ["-1", "x", "²", "9" * 30, ""])
def test_a_number_of_rows_that_is_none_changes_no_row(member: Client, draft: Draft, number: str):
    member.post(page_of(draft, "sources"), {"version": "1", "field": ["note"], "sources-rows": number, "note": "Hm."})
    assert stands(draft, "sources")["sources"][0]["title"] == "Final report 2012"


def test_no_more_rows_are_taken_than_there_is_room_for(member: Client, draft: Draft):
    form = {"version": "1", "field": ["partners"], "partners-rows": "999", "partners-0-kind": "other"}
    member.post(page_of(draft, "basics"), form)
    assert stands(draft, "basics")["partners"] == [{"organisation": "", "kind": "other"}]


# Organisations


def test_the_name_of_an_organisation_stands_for_it(member: Client, draft: Draft):
    OrganisationFactory.create(name="Caritas", slug="caritas")
    member.post(page_of(draft, "basics"), typed(organiser="city") | {"organiser-find": "Caritas"})
    assert stands(draft, "basics")["organiser"] == "caritas"


def test_a_name_that_is_not_in_the_directory_is_kept_and_looked_for(member: Client, draft: Draft):
    OrganisationFactory.create(name="Caritas Gent", slug="caritas-gent")
    form = typed(organiser="city") | {"organiser-find": "carit", "find": "organiser"}
    answer = member.post(page_of(draft, "basics"), form)
    page = member.get(answer["Location"])
    (organiser, *_others) = page.context["fields"]
    offered = [organisation.slug for organisation in organiser.cell.offers]
    assert (answer["Location"], organiser.cell.unknown, offered) == (
        f"{page_of(draft, 'basics')}?find=organiser#id_organiser",
        "carit",
        ["caritas-gent"],
    )


def test_an_organisation_that_is_offered_is_picked_by_its_button(member: Client, draft: Draft):
    OrganisationFactory.create(slug="caritas")
    row = {"organisation": "", "organisation-find": "carit", "kind": "other"}
    member.post(page_of(draft, "basics"), rows("partners", row) | {"pick": "partners.0.organisation:caritas"})
    assert stands(draft, "basics")["partners"] == [{"organisation": "caritas", "kind": "other"}]


def test_an_organisation_is_taken_out_again(member: Client, draft: Draft):
    member.post(page_of(draft, "basics"), typed(organiser="city") | {"pick": "organiser:"})
    assert stands(draft, "basics")["organiser"] == ""


def test_what_others_only_proposed_is_offered_to_nobody(member: Client, officer: User):
    OrganisationFactory.create(name="Verein A", proposed=True)
    OrganisationFactory.create(name="Verein B")
    answer = member.get("/practices/drafts/organisations/?place=organiser&organiser-find=verein")
    assert [organisation.name for organisation in answer.context["offers"]] == ["Verein B"]


def test_an_organisation_is_proposed_and_then_offered_where_it_was_asked_for(member: Client, draft: Draft):
    member.post(page_of(draft, "basics"), typed(organiser="") | {"organiser-find": "Verein für alle"})
    address = f"{page_of(draft)}organisations/?section=basics&place=organiser&q=Verein+f%C3%BCr+alle"
    known = member.get(address).context["form"]["name"].value()
    answer = member.post(address, {"name": known, "kind": "ngo", "country": "FR"})
    (organiser, *_others) = member.get(answer["Location"]).context["fields"]
    assert [(one.name, one.proposed) for one in organiser.cell.offers] == [("Verein für alle", True)]


def test_proposing_an_organisation_saves_what_was_typed_first(member: Client, draft: Draft):
    row = {"organisation": "", "organisation-find": "Verein & Co", "kind": "other"}
    answer = member.post(page_of(draft, "basics"), rows("partners", row) | {"propose": "partners.0.organisation"})
    assert (answer["Location"], stands(draft, "basics")["partners"]) == (
        f"{page_of(draft)}organisations/?section=basics&place=partners.0.organisation&q=Verein+%26+Co",
        [{"organisation": "Verein & Co", "kind": "other"}],
    )


def test_advice_leads_to_its_field_after_saving(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), typed(title="Courses") | {"go": "lessons:en:outcomes"})
    assert (answer["Location"], stands(draft, "story", "en")["title"]) == (
        f"{page_of(draft, 'lessons', 'en')}#id_outcomes",
        "Courses",
    )
