"""What two fact sheets say stands side by side, and what differs is told by its meaning."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from practices.comparison import Comparison, ComparisonRow, compare
from practices.comparison.facts import FACTS
from practices.models import SECTIONS, Practice, PracticeText
from tests.factories import (
    CountryFactory,
    FundingFactory,
    IndicatorFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    TextFactory,
)

pytestmark = pytest.mark.django_db


def compared(*practices: Practice, language: str = "en") -> Comparison:
    rows = {practice.pk: practice for practice in Practice.objects.for_fact_sheet(language)}
    return compare([rows[practice.pk] for practice in practices], language)


def row(name: str, *practices: Practice, language: str = "en") -> ComparisonRow:
    (found,) = (each for each in compared(*practices, language=language).rows if each.name == name)
    return found


def pair(*changes: dict[str, Any], **same: Any) -> list[Practice]:
    """Two fact sheets of one organisation that differ only as said."""
    shared = {"organiser": OrganisationFactory(slug="city", name="City"), **same}
    return [PracticeFactory(**shared, **change) for change in changes]


def euro(amount: Any, period: str, **further: Any) -> dict[str, Any]:
    """A budget."""
    return {"budget_eur": None if amount is None else Decimal(amount), "budget_period": period, **further}


def tell(practice: Practice, language: str = "en", **sections: str) -> None:
    """Puts sections into one of the texts."""
    PracticeText.objects.filter(practice=practice, language=language).update(**sections)


def test_rows_stand_in_the_order_of_the_model():
    one = PracticeFactory(full=True, replicated=False, partners_text="Others.")
    FundingFactory(practice=one)
    IndicatorFactory(practice=one)
    tell(one, summary="Said.", **dict.fromkeys(SECTIONS, "Said."))
    assert [each.name for each in compared(one, PracticeFactory()).rows] == [
        *(name for name, _label, _say in FACTS),
        "text_summary",
        *(f"text_{section}" for section in SECTIONS),
    ]


def test_no_two_rows_have_one_name():
    names = [name for name, _label, _say in FACTS]
    assert len(set(names)) == len(names)


def test_columns_stand_in_the_order_given():
    one, other = PracticeFactory(slug="one", title="One"), PracticeFactory(slug="other", title="Other")
    found = compared(other, one)
    assert (found.titles, found.addresses) == (["Other", "One"], ["/practices/other/", "/practices/one/"])


def test_a_row_that_nobody_fills_is_left_out():
    named = {each.name for each in compared(*pair({}, {})).rows}
    assert named == {
        "countries",
        "scope",
        "organiser",
        "dimension",
        "themes",
        "aims",
        "target_groups",
        "evidence_level",
        "text_summary",
        "text_main_activities",
    }


def test_what_one_says_and_the_other_not_differs():
    found = row("place_name", *pair({"place_name": "Roubaix"}, {}))
    assert (found.values, found.differs) == ([["Roubaix"], []], True)


def test_every_fact_of_a_whole_fact_sheet_in_words():
    organiser = OrganisationFactory(name="Stadt", names={"en": "City"})
    one = PracticeFactory(full=True, organiser=organiser, replicated=False, replication_note="Too early.")
    FundingFactory(practice=one, level="eu", name="EIF", amount_eur=Decimal(2000), share=Decimal(50))
    FundingFactory(practice=one, level="local", name="", amount_eur=None, share=None)
    PartnerFactory(practice=one, organisation=OrganisationFactory(name="Friends"))
    IndicatorFactory(practice=one, doubtful=True, note="From a survey.")
    IndicatorFactory(
        practice=one, label="Courses", unit="items", value=12, year=None, baseline_value=None, baseline_year=None
    )
    facts = {each.name: each.values[0] for each in compared(one, PracticeFactory()).rows if not each.is_prose}
    assert facts == {
        "countries": ["France"],
        "place_name": ["Roubaix"],
        "nuts_code": ["FRE11"],
        "scope": ["Regional or municipal"],
        "organiser": ["Stadt (City)", "Local authority"],
        "period": ["March 2008 to 2011"],
        "dimension": ["Socio-economic"],
        "themes": ["Employment"],
        "aims": ["Training"],
        "target_groups": ["Women"],
        "type_of_project": ["Citizenship"],
        "budget": ["€12,000 over 1.5 years", "PLN\u00a048,000 (€1 = 4 PLN)"],
        "funding": ["EIF (EU, €2,000, 50%)", "Local"],
        "partners": ["Friends (Civil society, NGOs)"],
        "beneficiaries": ["180 · 2010"],
        "objectives_achieved": ["Partly"],
        "national_programme": ["Yes", "National plan"],
        "evaluation_method": ["Internal evaluation"],
        "transferable": ["Yes"],
        "replicated": ["No", "Too early."],
        "evidence_level": ["Evaluated"],
        "cbp": [
            "3. Employment as a key to participation",
            "7. Frequent contact and dialogue between immigrants and citizens",
        ],
        "enar": ["1. Promote positive values, conceptions and principles", "15. Be proactive not reactive"],
        "indicators": [
            "Satisfied clients: 97% (2012) · before: 40% in 2008 · doubtful · From a survey.",
            "Courses: 12",
        ],
    }


def test_a_practice_for_the_whole_union_is_in_no_country():
    wide = PracticeFactory(eu_wide=True, scope="eu_international")
    assert row("countries", wide, PracticeFactory()).values == [["EU-wide"], ["France"]]


CONVERTED = {"budget_original": 9, "budget_currency": "SEK"}
SAME = [
    ("countries", {"countries": ["FR", "GR"]}, {"countries": ["GR", "FR"]}),
    ("type_of_project", {"type_of_project": "Language  course"}, {"type_of_project": "language course"}),
    ("budget", euro(8000, "total"), euro("8000.00", "total", **CONVERTED)),
    ("cbp", {"cbp": [7, 3]}, {"cbp": [3, 7]}),
]
DIFFERENT = [
    ("period", {"dates": ("2008", "")}, {"dates": ("2008-01", "")}),
    ("period", {"dates": ("2008", "")}, {"dates": ("2008", ""), "ongoing": True}),
    ("budget", euro(8000, "total"), euro(8000, "per_year")),
    ("budget", euro(None, "total", **CONVERTED), euro(None, "total", **(CONVERTED | {"budget_currency": "PLN"}))),
    ("budget", {}, {"budget_note": "Not known."}),
    ("beneficiaries", {"beneficiaries": 180}, {"beneficiaries": 180, "beneficiaries_estimated": True}),
    ("transferable", {"transferable": False}, {}),
    ("themes", {"themes": ["sport"]}, {"themes": ["sport", "employment"]}),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME)
def test_the_same_meaning_does_not_differ(name, one, other):
    assert row(name, *pair(one, other)).differs is False


@pytest.mark.parametrize(("name", "one", "other"), DIFFERENT)
def test_another_meaning_differs(name, one, other):
    assert row(name, *pair(one, other)).differs is True


def test_the_same_funding_in_another_order_does_not_differ():
    one, other = pair({}, {})
    for practice, levels in ((one, ["eu", "local"]), (other, ["local", "eu"])):
        for level in levels:
            FundingFactory(practice=practice, level=level)
    assert row("funding", one, other).differs is False


def test_of_three_the_last_alone_may_differ():
    assert row(
        "place_name", *pair({"place_name": "Roubaix"}, {"place_name": "Roubaix"}, {"place_name": "Lille"})
    ).differs


def test_one_text_in_two_languages_does_not_differ_by_its_translation():
    one, other = pair({}, {})
    TextFactory(practice=one, language="fr", summary="Un résumé.")
    for practice in (one, other):
        tell(practice, summary="A summary.")
    found = row("text_summary", one, other, language="fr")
    assert (found.values, found.differs) == ([["Un résumé."], ["A summary."]], False)


def test_texts_that_share_no_language_differ():
    one, other = pair({}, {"language": "de"})
    assert row("text_summary", one, other).differs is True


def test_each_line_names_its_language_unless_it_is_the_readers():
    one, other = pair({}, {"language": "de", "type_of_project": "Kurs"})
    tell(one, outcomes="One.\n\nTwo.")
    tell(other, "de", outcomes="Eins.")
    found = compared(one, other)
    by_name = {each.name: each for each in found.rows}
    assert found.languages == ["", "de"]
    assert by_name["text_outcomes"].cells == [[("One.", ""), ("Two.", "")], [("Eins.", "de")]]
    assert by_name["type_of_project"].cells == [[], [("Kurs", "de")]]


def test_labels_and_facts_are_in_the_readers_language():
    country = CountryFactory(code="GR")
    country.name_fr = "Grèce"
    country.save()
    found = row("countries", *pair({"countries": ["GR"]}, {}), language="fr")
    assert (found.label, found.values) == ("Pays", [["Grèce"], ["France"]])


def test_the_language_asked_for_decides_not_the_one_in_force():
    practices = pair({}, {})
    with translation.override("fr"):
        assert row("countries", *practices).label == "Country"


def test_what_was_typed_stays_as_it_was():
    hostile = '<script>alert(1)</script> =HYPERLINK("x") Ħaż-Żebbuġ Ελλάδα България'
    assert row("type_of_project", *pair({"type_of_project": hostile}, {})).values == [[hostile], []]


def test_none_compared_is_no_row():
    assert compare([], "en") == Comparison(titles=[], addresses=[], rows=[])


def test_comparing_asks_the_database_nothing():
    practices = [PracticeFactory(full=True) for _ in range(4)]
    for practice in practices:
        IndicatorFactory(practice=practice)
        FundingFactory(practice=practice)
        PartnerFactory(practice=practice)
    loaded = list(Practice.objects.for_fact_sheet("en").order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        compare(loaded, "en")
    assert len(asked) == 0
