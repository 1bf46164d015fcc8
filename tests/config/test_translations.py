"""Proves that the French of the site is whole: every text of the code translated, every page French throughout."""

import ast
import datetime as dt
import html
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.html import strip_tags

from practices.models import Practice
from tests.factories import (
    AssessmentFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    UserFactory,
)
from tools.messages import IGNORED

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = PROJECT / "templates"
TEMPLATE_NAMES = [str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html")]
FRENCH = PROJECT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
FOR_DEVELOPERS = {"practices/gallery.html"}  # served with DEBUG alone; its specimens are not texts of the site
GETTEXT = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}  # how many texts they take
READ_ALOUD = {"alt", "aria-label", "placeholder", "title"}
VOID = {"br", "img", "input", "link", "meta", "use"}
NO_BREAK = "\u00a0"


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other():
    assert {_forms(message.id) for message in _messages()} == {*_texts_of_python(), *_texts_of_templates()}


def test_every_text_is_translated():
    assert [message.id for message in _messages() if not all(_forms(message.string))] == []


def test_no_translation_is_a_guess_of_the_tools():
    assert [message.id for message in _messages() if message.fuzzy] == []


def test_translations_have_both_forms_of_french_where_english_has_two():
    wrong = [message.id for message in _messages() if len(_forms(message.string)) != len(_forms(message.id))]
    assert wrong == []


def test_translations_keep_placeholders_and_markup():
    wrong = {
        message.id: message.string
        for message in _messages()
        if {_fixed_parts(form) for form in _forms(message.string)}
        != {_fixed_parts(form) for form in _forms(message.id)}
    }
    assert wrong == {}


def test_french_punctuation_stands_behind_a_no_break_space():
    wrong = [
        form
        for message in _messages()
        for form in _forms(message.string)
        if re.search(rf"[^{NO_BREAK}][:;?!»%](?![(\w])|«[^{NO_BREAK}]|['\"]", _written(form))
    ]
    assert wrong == []


def test_the_header_names_the_language_and_nobody():
    header = FRENCH.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert header == [
        "# French translation of the site.",
        'msgid ""',
        'msgstr ""',
        r'"Project-Id-Version: Integration Practices\n"',
        r'"Language: fr\n"',
        r'"MIME-Version: 1.0\n"',
        r'"Content-Type: text/plain; charset=UTF-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
        r'"Plural-Forms: nplurals=2; plural=(n > 1);\n"',
    ]


@pytest.mark.parametrize("name", sorted(set(TEMPLATE_NAMES) - FOR_DEVELOPERS))
def test_no_template_has_words_that_cannot_be_translated(name):
    marked = r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}"
    source = re.sub(marked, "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [words for words in _said(source) if re.search("[A-Za-z]", words)] == []


def test_pages_in_french_have_no_english_left(client, db):
    practice = _whole_fact_sheet()
    addresses = [
        "/",
        "/practices/",
        "/practices/?country=FR&ongoing=true&started_from=2000",
        "/practices/?organiser_kind=nonsense&colour=blue&started_from=1",
        "/practices/?view=map",
        "/practices/?view=map&country=EU&zoom=2",
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
    page = client.post("/account/sign-in/", {"username": "nobody@example.org", "password": "x"}, **_reader()).text
    assert re.findall(r'<div class="ecl-notification__title">(.*?)</div>', html.unescape(page)) == [
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


@pytest.mark.parametrize(("count", "said"), [(0, "0 fiche"), (1, "1 fiche"), (2, "2 fiches")])
def test_nought_and_one_are_singular_in_french(client, db, count, said):
    PracticeFactory.create_batch(count)
    counts = re.findall(r'<p class="results-head__count">(.*?)</p>', _get(client, "/practices/"))
    assert [_plain(each) for each in counts] == [said]


@cache
def _messages() -> list[Message]:
    with FRENCH.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _forms(text: Any) -> tuple[str, ...]:
    """The text alone, or singular and plural."""
    return text if isinstance(text, tuple) else (text,)


def _fixed_parts(text: str) -> tuple[str, ...]:
    """What a translation must carry over."""
    return tuple(sorted(re.findall(r"%\(\w+\)[sd]|%%|</?\w+>|/api/v1/?|RFC \d+|ISO [\d-]+", text)))


def _written(text: str) -> str:
    """A translation as a reader sees it: something for each placeholder, and for code, which is typed as it stands."""
    return re.sub(r"%\(\w+\)[sd]|<code>.*?</code>", "…", text)


def _texts_of_python() -> Iterator[tuple[str, ...]]:
    for file in PROJECT.rglob("*.py"):
        folder = file.relative_to(PROJECT).parts[0]
        if folder.startswith(".") or folder in IGNORED:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                yield tuple(ast.literal_eval(text) for text in node.args[: GETTEXT[node.func.id]])


def _texts_of_templates() -> Iterator[tuple[str, ...]]:
    engine: Any = engines["django"]
    for name in TEMPLATE_NAMES:
        nodes = engine.engine.get_template(name).nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            yield (node.filter_expression.var.literal.replace("%", "%%"),)
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            yield tuple(node.render_token_list(form)[0] for form in (node.singular, node.plural) if form)


class _Said(HTMLParser):
    """Collects what a reader sees or hears, in the language of the page: no code, no text in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.left_out: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.words += [given[name] or "" for name in sorted(READ_ALOUD & given.keys())]
        if tag not in VOID:
            self.left_out.append(tag in {"code", "style"} or given.get("lang", "fr") not in {"fr", ""})

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.left_out.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.left_out):
            self.words.append(" ".join(data.split()))


def _said(page: str) -> list[str]:
    parser = _Said()
    parser.feed(page)
    return parser.words


@cache
def _english_texts() -> re.Pattern[str]:
    """Whatever differs between the two languages, with anything in the place of a placeholder."""
    pieces = set()
    for message in _messages():
        french = {form.casefold() for form in _forms(message.string)}
        for form in _forms(message.id):
            if form.casefold() not in french:
                pieces |= {re.sub(r"%\(\w+\)[sd]", "…", piece).strip() for piece in re.split(r"</?\w+>", form)}
    worded = [re.escape(piece).replace("…", ".+") for piece in pieces if re.search(r"[A-Za-z]", piece)]
    return re.compile("|".join(worded), re.IGNORECASE)


def _english(page: str) -> list[str]:
    return [words for words in _said(page) if _english_texts().fullmatch(words)]


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
