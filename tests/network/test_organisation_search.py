"""An organisation is found by parts of its names, and its doubles by names that are spelt alike, in any script."""

import pytest

from network.folding import folded, sort_key
from network.models import Organisation
from tests.factories import CountryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

# Name, names in other languages, country.
DIRECTORY = [
    ("Stad Gent", {"en": "City of Ghent", "fr": "Ville de Gand"}, "BE"),
    ("Stad Genk", {}, "BE"),
    ("Δήμος Πατρέων", {"en": "Municipality of Patras"}, "GR"),
    ("Δήμος Αθηναίων", {"en": "Municipality of Athens"}, "GR"),
    ("Столична община", {"en": "Sofia Municipality"}, "BG"),
    ("Kunsill Lokali Ħaż-Żebbuġ", {}, "MT"),
    ("Comune di Roma", {}, "IT"),
    ("Region Skåne", {}, "SE"),
    ("Landeshauptstadt München", {}, "DE"),
    ("Eurocities", {}, None),
    ("100%_vert", {}, "FR"),
]


@pytest.fixture(autouse=True)
def _directory(db: None) -> None:
    for name, names, country in DIRECTORY:
        found = CountryFactory(code=country) if country else None
        OrganisationFactory(name=name, names=names, country=found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gent", ["Stad Gent"]),
        ("GHENT", ["Stad Gent"]),
        ("gand ville", ["Stad Gent"]),
        ("stad gen", ["Stad Genk", "Stad Gent"]),
        ("ΠΑΤΡΕΩΝ", ["Δήμος Πατρέων"]),
        ("πατρεων", ["Δήμος Πατρέων"]),
        ("δημος", ["Δήμος Αθηναίων", "Δήμος Πατρέων"]),
        ("Dimos Patreon", ["Δήμος Πατρέων"]),
        ("СТОЛИЧНА", ["Столична община"]),
        ("zebbug", ["Kunsill Lokali Ħaż-Żebbuġ"]),
        ("skane", ["Region Skåne"]),
        ("%_", ["100%_vert"]),
        ("en", ["Landeshauptstadt München", "Stad Genk", "Stad Gent", "Δήμος Αθηναίων"]),
        ("gent berlin", []),
        ("' OR 1=1 --", []),
        ("x" * 250, []),
    ],
)
def test_what_has_all_the_words_in_one_of_its_names_is_found(words, found):
    assert sorted(Organisation.objects.named(words).values_list("name", flat=True)) == found


@pytest.mark.parametrize(
    ("name", "country", "first"),
    [
        ("Gent", "BE", "Stad Gent"),
        ("Stadt Gent", "BE", "Stad Gent"),
        ("City of Ghent", "BE", "Stad Gent"),
        ("Ghent City Council", "BE", "Stad Gent"),
        ("Comune Roma", "IT", "Comune di Roma"),
        ("ROMA", "IT", "Comune di Roma"),
        ("Skåne Regional Council", "SE", "Region Skåne"),
        ("Stadt München", "DE", "Landeshauptstadt München"),
        ("ΔΗΜΟΣ ΠΑΤΡΑΣ", "GR", "Δήμος Πατρέων"),
        ("Dimos Patreon", "GR", "Δήμος Πατρέων"),
        ("Община Столична", "BG", "Столична община"),
        ("Ħaż-Żebbug", "MT", "Kunsill Lokali Ħaż-Żebbuġ"),
        ("Euro Cities", None, "Eurocities"),
        ("EUROCITIES", "BE", "Eurocities"),
    ],
)
def test_the_likeliest_double_stands_first(name, country, first):
    alike = Organisation.objects.like(name, country).first()
    assert alike is not None
    assert alike.name == first


@pytest.mark.parametrize(
    ("name", "country"),
    [("Diputació de Barcelona", "ES"), ("Stad Leuven", "FR"), ("—", "BE"), ("", "BE"), ("Gente", "IT")],
)
def test_what_is_spelt_otherwise_has_no_double(name, country):
    assert list(Organisation.objects.like(name, country)) == []


def test_a_double_in_the_same_country_stands_before_a_likelier_one_elsewhere():
    here = OrganisationFactory(name="Rete Eurocities Italia", country=CountryFactory(code="IT"))
    alike = list(Organisation.objects.like("Eurocities", "IT"))
    assert [each.name for each in alike] == [here.name, "Eurocities"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ΔΉΜΟΣ Πατρέων", "dimos patreon"),
        ("ЩЪРК Столична", "sark stolicna"),
        ("Ħaż-Żebbuġ", "haz-zebbug"),
        ("Łódź Straße Ærø", "lodz strasse aero"),
        ("Cafe\u0301", "cafe"),
    ],
)
def test_a_name_is_compared_without_capitals_accents_and_scripts(text, plain):
    OrganisationFactory(name=text, slug="one")
    found = Organisation.objects.filter(slug="one").annotate(plain=folded("name"))
    assert found.values_list("plain", flat=True).get() == plain


def test_a_short_list_is_sorted_without_regard_to_accents():
    assert sorted(["Österreich", "Portugal", "Nederland", "Éire"], key=sort_key) == [
        "Éire", "Nederland", "Österreich", "Portugal",
    ]  # fmt: skip
