"""What changed from one fact sheet to the next is shown field by field, in texts word by word."""

import random
from typing import Any

import pytest

from practices.data import FactSheetData
from practices.differences import Change, Difference, differences
from practices.writing import SECTIONS
from practices.writing.said import Wording
from practices.writing.typed import content_of
from tests.factories import (
    CountryFactory,
    FundingFactory,
    IndicatorFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    TextFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> FactSheetData:
    """Of a fact sheet that says something on every subject, in two languages."""
    practice = PracticeFactory.create(full=True, organiser__name="Ville de Roubaix", organiser__slug="roubaix")
    TextFactory(practice=practice, language="fr", title="Un titre")
    for factory in (FundingFactory, IndicatorFactory, SourceFactory, PartnerFactory):
        factory.create(practice=practice)
    return content_of(practice)


def changed(content: FactSheetData, **fields: Any) -> FactSheetData:
    return FactSheetData.model_validate(content.model_dump(mode="json") | fields)


def retold(content: FactSheetData, language: str = "en", **texts: str) -> FactSheetData:
    """The fact sheet with other texts in a language."""
    told = content.model_dump(mode="json")
    told["texts"][language] |= texts
    told["title"] = told["texts"][content.language.value]["title"]
    return FactSheetData.model_validate(told)


def marked(difference: Difference) -> str:
    """Its lines, with [-what went-] and [+what came+]."""
    signs = {Change.SAME: "{}", Change.GONE: "[-{}-]", Change.NEW: "[+{}+]"}
    return " / ".join(" ".join(signs[piece.change].format(piece.text) for piece in line) for line in difference.lines)


def told(before: FactSheetData, after: FactSheetData) -> dict[str, str]:
    return {difference.field: marked(difference) for difference in differences(before, after)}


def test_nothing_differs_from_itself(content):
    assert differences(content, content) == []


def test_a_word_more_in_a_text_is_shown_in_its_place(content):
    before = retold(content, summary="They visit families every week.")
    after = retold(content, summary="They visit newly arrived families every second week.")
    assert told(before, after) == {"story:summary:en": "They visit [+newly arrived+] families every [+second+] week."}


def test_a_paragraph_added_leaves_the_others_as_they_are(content):
    before = retold(content, outcomes="First.\n\nThird.")
    after = retold(content, outcomes="First.\n\nSecond.\n\nThird.")
    assert told(before, after) == {"lessons:outcomes:en": "First. / [+Second.+] / Third."}


def test_a_paragraph_of_which_little_stays_is_shown_as_written_anew(content):
    before = retold(content, summary="Volunteers meet newcomers at the station.")
    after = retold(content, summary="The city pays for courses at the library since 2010.")
    (found,) = differences(before, after)
    assert [[piece.change for piece in line] for line in found.lines] == [[Change.GONE], [Change.NEW]]


def test_a_single_word_that_stays_between_changes_counts_as_changed(content):
    before = retold(content, summary="One two three and five six seven eight nine ten.")
    after = retold(content, summary="One two drei and fünf six seven eight nine ten.")
    assert told(before, after)["story:summary:en"] == (
        "One two [-three and five-] [+drei and fünf+] six seven eight nine ten."
    )


def test_spaces_and_empty_lines_are_no_difference(content):
    before, after = retold(content, outcomes="One.\n\nTwo  three."), retold(content, outcomes="One.\r\nTwo  three. ")
    assert differences(before, after) == []


def test_texts_in_greek_and_bulgarian_are_compared_by_their_words(content):
    before = retold(content, summary="Δωρεάν βοήθεια σήμερα. Курсове за майки.")
    after = retold(content, summary="Δωρεάν βοήθεια και σήμερα. Курсове за млади майки.")
    assert told(before, after) == {"story:summary:en": "Δωρεάν βοήθεια [+και+] σήμερα. Курсове за [+млади+] майки."}


def test_codes_are_shown_by_their_labels(content):
    ThemeFactory(code="sport", label="Sport")
    CountryFactory(code="BE", name="Belgium")
    after = changed(content, themes=["sport"], countries=["FR", "BE"], scope="national")
    assert told(content, after) == {
        "place:scope": "[-Regional or municipal-] / [+National+]",
        "place:countries": "France / [+Belgium+]",
        "subject:themes": "[-Employment-] / [+Sport+]",
    }


def test_dates_and_numbers_are_shown_as_their_reader_writes_them(content):
    budget = content.budget.model_dump() | {"amount_eur": 1250000, "original_amount": None, "original_currency": ""}
    after = changed(content, started="2008-12-01", budget=budget | {"rate": None})
    found = told(content, after)
    assert found["place:started"] == "[-March 2008-] / [+1 December 2008+]"
    assert found["money:amount"] == "[-48,000-] / [+1,250,000+]"
    assert found["money:currency"] == "[-Polish Zloty (PLN)-] / [+Euro (EUR)+]"


def test_an_organisation_is_shown_by_its_name(content):
    OrganisationFactory(slug="ghent", name="Stad Gent")
    after = changed(content, organiser="ghent")
    assert told(content, after) == {"basics:organiser": "[-Ville de Roubaix-] / [+Stad Gent+]"}


def test_of_rows_those_that_changed_are_shown_whole(content):
    row = content.indicators[0].model_dump()
    after = changed(content, indicators=[row, row | {"label": "Families visited", "value": 312, "unit": "people"}])
    assert told(content, after) == {
        "results:indicators": (
            "Satisfied clients · Value: 97 · Unit: percent · Year: 2012 · Value before: 40 · Year of that value: 2008"
            " / [+Families visited · Value: 312 · Unit: people · Year: 2012 · Value before: 40"
            " · Year of that value: 2008+]"
        )
    }


def test_an_answer_taken_back_is_gone(content):
    (answer,) = differences(content, changed(content, national_programme={"part": True, "name": ""}))
    assert (answer.field, answer.is_gone, answer.is_new) == ("results:national_programme_name", True, False)


def test_a_language_added_is_new_in_every_text(content):
    before = content.model_dump(mode="json")
    before["texts"] = {"en": before["texts"][content.language]}
    found = differences(FactSheetData.model_validate(before), content)
    assert {one.field: one.is_new for one in found} == {
        "story:title:fr": True,
        "story:summary:fr": True,
        "work:main_activities:fr": True,
    }


def test_differences_stand_in_the_order_of_the_form_and_the_original_comes_first(content):
    after = retold(retold(changed(content, scope="national"), "fr", title="Autre titre"), title="Another title")
    assert [one.field for one in differences(content, after)] == [
        "place:scope",
        "story:title:en",
        "story:title:fr",
    ]


def test_a_text_made_to_be_slow_is_shown_as_written_anew(content):
    chance = random.Random(1)
    before, after = (
        retold(content, outcomes="begin " + " ".join(chance.choice("ab") for _ in range(9_000)) + " end")
        for _ in range(2)
    )
    (found,) = differences(before, after)
    assert [[piece.change for piece in line] for line in found.lines] == [[Change.GONE], [Change.NEW]]


def test_a_hostile_text_is_text(content):
    after = retold(content, title="<script>alert(1)</script> =HYPERLINK()")
    (found,) = differences(content, after)
    assert found.lines[-1][-1].text == "<script>alert(1)</script> =HYPERLINK()"


def test_every_field_of_the_form_can_be_said(content):
    words = Wording(content)
    said = {one.key: words.lines(one, one.empty) for section in SECTIONS for one in section.fields}
    assert said == {key: [] for key in said}
