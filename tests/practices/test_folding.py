"""Words are folded in Python as PostgreSQL folds them, whatever the alphabet."""

from unicodedata import normalize

import pytest
from django.db import connection

from practices.enums import Language
from practices.fulltext.folding import fold, stem, words_of

# The small letters that each official language of the Union is written with, and Turkish, a language of many readers.
ALPHABETS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "cs": "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž",
    "da": "abcdefghijklmnopqrstuvwxyzæøåǿ",
    "de": "aäbcdefghijklmnoöpqrsßtuüvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "en": "abcdefghijklmnopqrstuvwxyzæœéï",
    "es": "aábcdeéfghiíjklmnñoópqrstuúüvwxyz",
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    "ga": "aábcdeéfghiílmnoóprstuúḃċḋḟġṁṗṡṫ",
    "hr": "abcčćdđefghijklmnoprsštuvzžǆǉǌ",
    "it": "aàbcdeéèfghiìîjklmnoòpqrstuùvwxyz",
    "lv": "aābcčdeēfgģhiījkķlļmnņoprsštuūvzžōŗ",
    "lt": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "hu": "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz",
    "mt": "abċdefġgħhijklmnopqrstuvwxżzàèìòù",
    "nl": "abcdefghijklmnopqrstuvwxyzĳéëïóöü",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "pt": "aáâãàbcçdeéêfghiíjklmnoóôõpqrstuúüvwxyz",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyzşţ",
    "sk": "aáäbcčdďeéfghiíjklĺľmnňoóôpqrŕsštťuúvwxyýzž",
    "sl": "abcčdefghijklmnoprsštuvzžćđ",
    "fi": "abcdefghijklmnopqrsštuvwxyzžåäö",
    "sv": "abcdefghijklmnopqrstuvwxyzåäöé",
    "tr": "abcçdefgğh\u0131ijklmnoöprsştuüvyzâîû",
}
CAPITALS_OF_THEIR_OWN = {"tr": "Iİ", "de": "ẞ", "hr": "ǅǈǋ"}


def folded_by_the_database(said: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT practices_fold(word) FROM unnest(%s::text[]) WITH ORDINALITY AS said (word, n) ORDER BY n", [said]
        )
        return [folded for (folded,) in cursor.fetchall()]


def test_the_alphabet_of_every_language_is_here():
    assert {*ALPHABETS} == {*Language.values, "tr"}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "letters"), ALPHABETS.items(), ids=ALPHABETS)
def test_every_letter_is_folded_as_the_database_does(language, letters):
    forms = [*letters, *letters.upper(), *CAPITALS_OF_THEIR_OWN.get(language, "")]
    forms += [normalize("NFD", letter) for letter in forms]
    forms += [f"x{letter}y" for letter in forms]
    assert [fold(form) for form in forms] == folded_by_the_database(forms)


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_the_capitals_of_an_alphabet_are_folded_as_its_small_letters_are(letters):
    dotless = "\u0131"  # whose capital is the one of the letter with a dot
    assert fold(letters.upper()).replace(fold("ẞ"), "ss") == fold(letters.replace(dotless, "i"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("L'intégration, c\u2019est quoi ?", ["l", "integration", "c", "est", "quoi"]),
        ("Ħaż-Żebbuġ (Malta)", ["haz", "zebbug", "malta"]),
        ("fac\u0327ade_2011", ["facade", "2011"]),
        ("O\u02bcBrien", ["o", "brien"]),
        ("ΟΔΟΣ, οδός", ["οδοσ", "οδοσ"]),
        ("🤷🏽 … &", []),
    ],
)
def test_a_text_is_taken_apart_into_words(said, words):
    assert words_of(said) == words


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "communities", "community"),
        ("de", "wohnungen", "wohnung"),
        ("fr", "logements", "logement"),
        ("es", "estudios", "estudiar"),
        ("it", "apicoltori", "apicoltore"),
        ("fi", "maahanmuuttajien", "maahanmuuttajat"),
        ("el", "μητερεσ", "μητερα"),
        ("ro", "functionarilor", "functionari"),
        ("nl", "huizen", "huize"),
        ("sv", "skolor", "skola"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stem(language, one) == stem(language, other)


@pytest.mark.parametrize("language", ["bg", "cs", "et", "hr", "lv", "mt", "pl", "sk", "sl"])
def test_words_of_a_language_without_a_stemmer_stay_as_they_are(language):
    assert stem(language, "communities") == "communities"
