"""Proves that a reader of French gets every page in French: words, numbers, dates and plurals."""

import datetime as dt
import html
import re
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from practices.fulltext import Excerpt
from practices.models import Practice
from practices.templatetags.searching import place_of
from tests.config.french import forms, messages, words_on
from tests.factories import (
    AssessmentFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    UserFactory,
)


def test_pages_in_french_have_no_english_left(client, db):
    practice = _whole_fact_sheet()
    addresses = [
        "/",
        "/practices/",
        "/practices/?country=FR&ongoing=true&started_from=2000",
        "/practices/?organiser_kind=nonsense&colour=blue&started_from=1",
        "/practices/?view=map",
        "/practices/?view=map&country=none&zoom=2",
        "/practices/?view=table&columns=theme&columns=updated",
        "/practices/?view=timeline",
        "/practices/?q=nothing+of+the+kind&view=timeline",
        "/practices/statistics/",
        "/practices/statistics/?country=FR&started_from=2000",
        "/practices/suggest/?q=pra",
        f"/practices/list/?practice={practice.slug}&practice=gone",
        "/practices/list/",
        f"/practices/compare/?practice={practice.slug}&practice={PracticeFactory().slug}",
        f"/practices/compare/?practice={practice.slug}&practice=gone",
        "/practices/compare/",
        practice.get_absolute_url(),
        f"/organisations/{practice.organiser.slug}/",
        "/about/",
        "/accessibility/",
        "/privacy/",
        "/account/sign-in/",
        "/nothing/",
    ]
    left = {address: found for address in addresses if (found := _english(_get(client, address)))}
    assert left == {}


def test_the_pages_of_an_account_in_french_have_no_english_left(client, db):
    client.force_login(UserFactory())
    address = f"/practices/list/?practice={PracticeFactory().slug}"
    client.post(address, {"name": "Nos voisins"}, **_reader())
    pages = ["/account/", address, "/practices/lists/"]
    assert {page: found for page in pages if (found := _english(_get(client, page)))} == {}


def test_forms_refuse_in_french(client, db):
    page = client.post("/account/sign-in/", {"login": "nobody@example.org", "password": "x"}, **_reader()).text
    assert re.findall(r"fault-list.>\s*<li>(.*?)</li>", html.unescape(page)) == [
        (
            "L\u2019adresse électronique et le mot de passe ne correspondent pas. "
            "Vérifiez aussi les majuscules et les minuscules."
        )
    ]
    assert _english(page) == []


def test_a_language_is_offered_by_its_own_name(client, db):
    button = r'<button [^>]*name="language" value="(\w\w)" lang="(\w\w)">(.*?)</button>'
    offered = {language: re.findall(button, _get(client, "/about/", language)) for language in ("en", "fr")}
    assert offered == {"en": [("fr", "fr", "Français")], "fr": [("en", "en", "English")]}


def test_a_fact_sheet_in_french_has_french_numbers_and_dates(client, db):
    practice = PracticeFactory(
        full=True,
        budget_eur=Decimal(188000),
        budget_period="total",
        budget_years=None,
        beneficiaries=35881,
        beneficiaries_when="",
    )
    FundingFactory(practice=practice, amount_eur=Decimal("39420.68"), share=Decimal("6.25"), name="Ville")
    facts = _facts(_get(client, practice.get_absolute_url()))
    assert {term: facts[term] for term in ("Période", "Budget", "Financement", "Bénéficiaires")} == {
        "Période": "mars 2008 \u2013 2011",
        "Budget": "188 000 € au total 48 000 PLN (1 € = 4 PLN)",
        "Financement": "Ville (Local, 39 420,68 €, 6,25 %)",
        "Bénéficiaires": "35 881",
    }


@pytest.mark.parametrize(
    ("dates", "ongoing", "said"),
    [
        (("2008-12-05", ""), False, "début : 5 décembre 2008"),
        (("", "2011-02"), False, "fin : février 2011"),
        (("2008-08-05", "2011"), False, "5 août 2008 \u2013 2011"),
        (("2008-03", ""), True, "en cours (début : mars 2008)"),
    ],
)
def test_periods_in_french_are_whole_phrases_however_precise_the_dates(client, db, dates, ongoing, said):
    practice = PracticeFactory(dates=dates, ongoing=ongoing)
    assert _facts(_get(client, practice.get_absolute_url()))["Période"] == said


def test_the_date_of_the_last_change_is_french(client, db):
    practice = PracticeFactory()
    Practice.objects.update(updated_at=dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC))
    page = _get(client, practice.get_absolute_url())
    assert "Dernière modification : 15 janvier 2026." in _plain(page)


def test_the_date_of_a_reference_is_french(client, db):
    practice = PracticeFactory()
    Practice.objects.update(updated_at=dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC))
    page = _get(client, practice.get_absolute_url())
    assert re.findall(r'<p class="cite__text">.*? \((.*?)\)\. <cite', page) == ["2026, 15 janvier"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Résultats (en allemand)\u00a0:"), ("el", "Résultats (en grec)\u00a0:"), ("fr", "Résultats\u00a0:")],
)
def test_an_excerpt_says_in_french_where_it_stands(language, said):
    with translation.override("fr"):
        assert place_of(Excerpt(language, "outcomes", ())) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 fiche"), (1, "1 fiche"), (2, "2 fiches")])
def test_nought_and_one_are_singular_in_french(client, db, count, said):
    PracticeFactory.create_batch(count)
    counts = re.findall(r'<p class="results-head__count">(.*?)</p>', _get(client, "/practices/"))
    assert [_plain(each) for each in counts] == [said]


@cache
def _english_texts() -> re.Pattern[str]:
    """Whatever differs between the two languages, with anything in the place of a placeholder."""
    pieces = set()
    for message in messages():
        french = {form.casefold() for form in forms(message.string)}
        for form in forms(message.id):
            if form.casefold() not in french:
                pieces |= {re.sub(r"%\(\w+\)[sd]", "…", piece).strip() for piece in re.split(r"</?\w+>", form)}
    worded = [re.escape(piece).replace("…", _filled(piece)) for piece in pieces if re.search(r"[A-Za-z]", piece)]
    return re.compile("|".join(worded), re.IGNORECASE)


def _filled(piece: str) -> str:
    """What fits a placeholder: figures alone beside a single “of” or “at”, which stand in many a title."""
    return r"\d+" if re.fullmatch(r"… [a-z]{2} …", piece) else ".+"


def _english(page: str) -> list[str]:
    return [words for words in words_on(page) if _english_texts().fullmatch(words)]


def _whole_fact_sheet() -> Practice:
    practice: Practice = PracticeFactory(
        full=True, replicated=True, budget_doubtful=True, beneficiaries_estimated=True
    )
    for factory in (AssessmentFactory, FundingFactory, IndicatorFactory, PartnerFactory, SourceFactory):
        factory(practice=practice)
    return practice


def _reader(language: str = "fr") -> Any:
    return {"headers": {"Accept-Language": language}}


def _get(client: Any, address: str, language: str = "fr") -> str:
    text: str = client.get(address, **_reader(language)).text
    return text


def _plain(markup: str) -> str:
    """Without tags, every kind of space as one plain one."""
    return " ".join(html.unescape(strip_tags(markup.replace("<", " <"))).split())


def _facts(page: str) -> dict[str, str]:
    """What the facts box says, by its terms."""
    pairs = re.findall(r'<dt class="fact__term">(.*?)</dt><dd class="fact__value">(.*?)</dd>', page, flags=re.DOTALL)
    return {_plain(term): _plain(value) for term, value in pairs}
