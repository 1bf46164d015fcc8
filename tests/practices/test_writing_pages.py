"""The pages on which fact sheets are written, by hand and without a script: nothing that was typed is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Organisation, User
from practices.models import Draft, DraftSection, PublishedVersion, Submission
from practices.writing import SECTIONS
from tests.factories import (
    CoAuthorFactory,
    DraftFactory,
    OrganisationFactory,
    SectionFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def city() -> Organisation:
    return OrganisationFactory.create(slug="city", name="City of Roubaix")


@pytest.fixture
def officer(city: Organisation) -> User:
    return UserFactory.create(name="Ana", officer_of=city, officer_of__may_submit=True)


@pytest.fixture
def member(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def draft(city: Organisation) -> Draft:
    return DraftFactory.create(organisation=city, complete=True)


def page_of(draft: Draft, name: str = "", language: str = "") -> str:
    return draft.get_absolute_url() + "".join(f"{part}/" for part in (name, language) if part)


def typed(version: int = 1, **fields: Any) -> dict[str, Any]:
    """The form of a section of which a page shows these fields."""
    return {"version": str(version), "field": list(fields), **fields}


def rows(key: str, *given: dict[str, str]) -> dict[str, Any]:
    """The form of a field of rows."""
    cells = {f"{key}-{number}-{name}": value for number, row in enumerate(given) for name, value in row.items()}
    return {"version": "1", "field": [key], f"{key}-rows": str(len(given)), **cells}


def stands(draft: Draft, name: str, language: str = "") -> dict[str, Any]:
    return draft.sections.get(name=name, language=language).data


# Beginning


def test_a_draft_begins_on_behalf_of_an_organisation_of_mine(member: Client, city: Organisation):
    answer = member.post("/practices/drafts/new/", {"organisation": "city", "language": "el"})
    draft = Draft.objects.get()
    assert (answer["Location"], draft.organisation, draft.language) == (draft.get_absolute_url(), city, "el")


def test_the_same_page_sent_twice_begins_one_draft(member: Client):
    form = {"organisation": "city", "language": "en", "form_token": "a" * 22}
    answers = [member.post("/practices/drafts/new/", form)["Location"] for _ in range(2)]
    assert answers == [Draft.objects.get().get_absolute_url()] * 2


def test_whoever_writes_for_nobody_is_led_to_an_organisation(client: Client):
    client.force_login(UserFactory.create())
    page = client.get("/practices/drafts/new/").content.decode()
    assert ('name="language"' in page, "/account/organisations/find/" in page) == (False, True)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"organisation": "other", "language": "en"}, {"organisation": ["Choose one of your own."]}),
        ({"organisation": "city", "language": "tlh"}, {"language": ["Choose one from the list."]}),
        ({}, {"organisation": ["Choose an organisation."], "language": ["Choose a language."]}),
    ],
    ids=["of others", "no language", "nothing"],
)
def test_a_draft_that_cannot_begin_says_why(member: Client, form: dict[str, str], said: dict[str, list[str]]):
    OrganisationFactory.create(slug="other")
    answer = member.post("/practices/drafts/new/", form)
    assert (answer.status_code, answer.context["form"].errors) == (422, said)


# Seeing


ADDRESSES = ["", *(f"{section.name}/" for section in SECTIONS), "story/fr/", "preview/", "organisations/"]


@pytest.fixture
def at_rest(city: Organisation) -> list[Draft]:
    """A draft in work, one under review, one that is closed."""
    return [
        DraftFactory.create(organisation=city, complete=True, state=state)
        for state in ("editing", "submitted", "withdrawn")
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_opening_a_page_writes_nothing_whatever_the_state(member: Client, at_rest, forbid_writes, address: str):
    statuses = [member.get(draft.get_absolute_url() + address).status_code for draft in at_rest]
    assert statuses == [200, 200, 200]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_draft_of_others_is_not_found(client: Client, draft: Draft, address: str):
    client.force_login(UserFactory.create(officer_of=OrganisationFactory.create()))
    answers = [client.get(draft.get_absolute_url() + address), client.post(draft.get_absolute_url() + address)]
    assert {answer.status_code for answer in answers} <= {404, 405}


@pytest.mark.parametrize("address", ["nothing/", "money/fr/", "story/xx/"])
def test_a_section_or_language_that_there_is_not_is_not_found(member: Client, draft: Draft, address: str):
    assert member.get(draft.get_absolute_url() + address).status_code == 404


def test_the_overview_tells_how_far_each_section_has_come(member: Client, draft: Draft):
    progress = member.get(page_of(draft)).context["progress"]
    assert [(one.section.name, one.filled, one.total) for one in progress] == [
        ("basics", 1, 5),
        ("place", 4, 5),
        ("subject", 4, 4),
        ("story", 2, 6),
        ("work", 0, 4),
        ("lessons", 0, 4),
        ("money", 0, 3),
        ("results", 0, 6),
        ("principles", 0, 2),
        ("sources", 1, 3),
    ]


def test_what_is_missing_leads_to_its_field(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city,
        complete=True,
        typed={
            "story": {"title": ""},
            "place": {"started": "some time ago"},
            "basics": {"partners": [{"organisation": "city", "kind": ""}]},
        },
    )
    listed = member.get(page_of(draft)).context["problems"]
    assert [problem["address"].removeprefix(page_of(draft)) for problem in listed] == [
        "basics/#id_partners-0-kind",
        "place/#id_started",
        "story/en/#id_title",
    ]


def test_the_field_of_each_problem_stands_on_its_page(member: Client, city: Organisation):
    draft = DraftFactory.create(organisation=city)
    marks = {}
    for problem in member.get(page_of(draft)).context["problems"]:
        address, _hash, mark = problem["address"].partition("#")
        marks[mark] = f'id="{mark}"' in member.get(address).content.decode()
    assert marks == dict.fromkeys(
        ["id_scope", "id_countries", "id_dimension", "id_themes", "id_aims", "id_target_groups", "id_title",
         "id_summary", "id_sources"],
        True,
    )  # fmt: skip


def test_the_page_of_a_section_costs_as_many_queries_with_many_rows_as_with_one(member: Client, draft: Draft):
    counts = []
    for number in (1, 30):
        organisations = OrganisationFactory.create_batch(number)
        partners = [{"organisation": one.slug, "kind": "other"} for one in organisations]
        stored = draft.sections.get(name="basics")
        stored.data |= {"partners": partners}
        stored.save()
        with CaptureQueriesContext(connection) as asked:
            member.get(page_of(draft, "basics"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


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
    assert said == {"amount": "SEK\xa01,200,000 at 9.50 = €126,315.79", "rate": "9.5"}


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


# Two at once


def test_two_texts_of_one_field_are_shown_side_by_side(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(title="Mine"))
    (pair,) = answer.context["pairs"]
    assert (answer.status_code, pair["shown"].cell.bound.value(), pair["theirs"], answer.context["version"]) == (
        409,
        "Mine",
        ["Theirs"],
        2,
    )


def test_fields_that_only_one_changed_are_proposed_as_that_one_has_them(member: Client, draft: Draft):
    seen = member.get(page_of(draft, "story")).context["seen"]
    old = {"title": "Neighbourhood mothers", "summary": "They visit newly arrived families."}
    member.post(page_of(draft, "story"), typed(**old | {"title": "Theirs", "introduction": "Theirs"}))
    mine = old | {"summary": "Mine", "introduction": "Mine"}
    answer = member.post(page_of(draft, "story"), typed(**mine) | {"seen": seen})
    chosen = {pair["shown"].field.key: pair["chosen"] for pair in answer.context["pairs"]}
    assert chosen == {"title": "theirs", "summary": "mine", "introduction": ""}


def test_what_is_chosen_of_two_texts_is_saved(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs", summary="Theirs"))
    form = typed(2, title="Mine", summary="Joined") | {
        "resolving": "yes",
        "keep-title": "theirs",
        "keep-summary": "mine",
    }
    answer = member.post(page_of(draft, "story"), form)
    now = stands(draft, "story", "en")
    assert (answer.status_code, now["title"], now["summary"]) == (302, "Theirs", "Joined")


def test_nothing_is_saved_as_long_as_nothing_is_chosen(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(2, title="Mine") | {"resolving": "yes"})
    (pair,) = answer.context["pairs"]
    assert (
        answer.status_code,
        pair["undecided"],
        pair["shown"].cell.bound.value(),
        stands(draft, "story", "en")["title"],
    ) == (
        422,
        True,
        "Mine",
        "Theirs",
    )


def test_the_same_sent_twice_is_saved_once(member: Client, draft: Draft):
    answers = [member.post(page_of(draft, "story"), typed(title="Courses")).status_code for _ in range(2)]
    assert (answers, draft.sections.get(name="story").version) == ([302, 302], 2)


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40])
def test_a_version_that_is_none_overwrites_nothing(member: Client, draft: Draft, version: str):
    answer = member.post(page_of(draft, "story"), typed(title="Mine") | {"version": version})
    assert (answer.status_code, stands(draft, "story", "en")["title"]) == (409, "Neighbourhood mothers")


# When nothing can be saved


def test_what_is_typed_while_the_draft_is_under_review_is_shown_in_full(member: Client, city: Organisation):
    draft = DraftFactory.create(organisation=city, complete=True, state="submitted")
    answer = member.post(page_of(draft, "story"), typed(title="Neighbourhood mothers", summary="One\nTwo"))
    assert (answer.status_code, [(str(one["label"]), one["lines"]) for one in answer.context["typed"]]) == (
        409,
        [("Summary", ["One", "Two"])],
    )


def test_whoever_may_not_write_any_more_keeps_what_they_typed(client: Client, draft: Draft):
    client.force_login(UserFactory.create())
    answer = client.post(page_of(draft, "story"), typed(title="Mine"))
    assert (answer.status_code, dict(answer.context["typed"].shown)["title"]) == (404, ["Mine"])


def test_what_is_typed_after_the_session_ended_is_on_the_page_after_signing_in(
    client: Client, draft: Draft, officer: User
):
    away = client.post(page_of(draft, "story"), typed(title="Mine", save=""))
    client.force_login(officer)
    back = client.get(away["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "="))
    (title, *_others) = back.context["fields"]
    assert (title.cell.bound.value(), back.context["unsaved"], stands(draft, "story", "en")["title"]) == (
        "Mine",
        True,
        "Neighbourhood mothers",
    )


# The script


def test_the_script_is_told_how_it_was_read(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "place"), typed(started="Mars 2008", finished="last year"), headers=SCRIPT)
    told = answer.json()
    assert (told["version"], told["read_back"], list(told["problems"])) == (
        2,
        {"id_started": "March 2008"},
        ["id_finished"],
    )


def test_the_script_is_told_of_another_text(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="Theirs"))
    answer = member.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer.json()["stale"]) == (409, True)


@pytest.mark.parametrize(("state", "status"), [("submitted", 409), ("withdrawn", 409)], ids=["under review", "closed"])
def test_the_script_is_told_that_the_draft_rests(member: Client, city: Organisation, state: str, status: int):
    draft = DraftFactory.create(organisation=city, complete=True, state=state)
    answer = member.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_the_script_is_told_that_the_session_ended(client: Client, draft: Draft):
    answer = client.post(page_of(draft, "story"), typed(title="Mine"), headers=SCRIPT)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_the_script_is_told_what_is_too_long(member: Client, draft: Draft):
    answer = member.post(page_of(draft, "story"), typed(title="x" * 100_001), headers=SCRIPT)
    assert (answer.status_code, list(answer.json()["problems"])) == (422, ["id_title"])


# Handing in


def test_a_draft_is_handed_in_from_its_overview(member: Client, draft: Draft, officer: User):
    answer = member.post(page_of(draft), {"act": "submit", "version": "1", "note": "The first."})
    submission = Submission.objects.get()
    assert (answer["Location"], submission.note, submission.submitted_by) == (page_of(draft), "The first.", officer)


def test_what_is_missing_comes_back_in_one_list_with_the_note(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city, complete=True, typed={"place": {"started": "2011", "finished": "2008"}}
    )
    answer = member.post(page_of(draft), {"act": "submit", "version": "1", "note": "The first."})
    assert (
        answer.status_code,
        [
            (problem["address"].removeprefix(page_of(draft)), problem["message"])
            for problem in answer.context["problems"]
        ],
        answer.context["form"]["note"].value(),
    ) == (422, [("place/#id_started", "The finish is before the start.")], "The first.")


def test_a_draft_that_changed_meanwhile_is_not_handed_in(member: Client, draft: Draft):
    member.post(page_of(draft, "story"), typed(title="New"))
    answer = member.post(page_of(draft), {"act": "submit", "version": "1"})
    assert (
        answer.status_code,
        "changed since you opened it" in answer.context["refused"],
        Submission.objects.count(),
    ) == (
        409,
        True,
        0,
    )


def test_a_co_author_reads_who_hands_it_in_and_cannot(client: Client, draft: Draft):
    co_author = CoAuthorFactory.create(draft=draft)
    client.force_login(co_author.user)
    page = client.get(page_of(draft))
    answer = client.post(page_of(draft), {"act": "submit", "version": "1"})
    assert (page.context["may_submit"], answer.status_code, Submission.objects.count()) == (False, 403, 0)


def test_a_draft_is_taken_back_and_given_up(member: Client, draft: Draft):
    member.post(page_of(draft), {"act": "submit", "version": "1"})
    states = []
    for act in ("withdraw", "give_up"):
        member.post(page_of(draft), {"act": act})
        draft.refresh_from_db()
        states.append(draft.state)
    assert states == ["editing", "withdrawn"]


@pytest.mark.parametrize(("act", "status"), [("withdraw", 409), ("nonsense", 422), ("", 422)])
def test_what_cannot_be_done_is_not_done(member: Client, draft: Draft, act: str, status: int):
    answer = member.post(page_of(draft), {"act": act})
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (status, "editing")


def test_a_translation_is_taken_out_on_the_overview(member: Client, draft: Draft):
    SectionFactory.create(draft=draft, language="fr", data={"title": "Cours"})
    member.post(page_of(draft), {"act": "drop_translation", "language": "fr", "version": "1"})
    assert not DraftSection.objects.filter(language="fr").exists()


# Preview and next version


def test_the_preview_says_what_is_missing_in_its_place(member: Client, city: Organisation):
    draft = DraftFactory.create(
        organisation=city,
        typed={
            "basics": {"organiser": "", "partners": [{"organisation": "gone", "kind": ""}]},
            "money": {"amount": "100"},
            "place": {"latitude": "50"},
        },
    )
    context = member.get(f"{page_of(draft)}preview/").context
    practice = context["practice"]
    assert (context["text"].title, practice.organiser.name, practice.scope, practice.budget_eur) == (
        "(The title is missing.)",
        "(The organiser is missing.)",
        "",
        100,
    )


def test_the_preview_shows_what_is_typed_as_text(member: Client, draft: Draft):
    hostile = "<script>alert(1)</script>"
    member.post(page_of(draft, "story"), typed(title=hostile))
    page = member.get(f"{page_of(draft)}preview/").content.decode()
    assert (hostile in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


@pytest.fixture
def live(city: Organisation) -> Any:
    return SourceFactory.create(practice__slug="courses", practice__organiser=city).practice


def test_officers_of_the_organiser_begin_the_next_version_once(member: Client, live: Any):
    answers = [member.post("/practices/courses/new-version/")["Location"] for _ in range(2)]
    assert answers == [Draft.objects.get().get_absolute_url()] * 2


def test_the_published_fact_sheet_stays_as_it_is_meanwhile(member: Client, live: Any):
    before = member.get("/practices/courses/").context["text"].title
    member.post("/practices/courses/new-version/")
    draft = Draft.objects.get()
    member.post(page_of(draft, "story"), typed(title="Something else"))
    after = member.get("/practices/courses/").context["text"].title
    assert (before, after, PublishedVersion.objects.count()) == (before, before, 0)


@pytest.mark.parametrize("who", ["nobody", "stranger", "officer"])
def test_the_next_version_is_offered_to_those_who_may_write_it(client: Client, live: Any, officer: User, who: str):
    if who != "nobody":
        client.force_login(officer if who == "officer" else UserFactory.create())
    assert client.get("/practices/courses/").context["may_write_next"] == (who == "officer")


def test_a_stranger_does_not_begin_the_next_version(client: Client, live: Any):
    client.force_login(UserFactory.create())
    assert (client.post("/practices/courses/new-version/").status_code, Draft.objects.count()) == (403, 0)
