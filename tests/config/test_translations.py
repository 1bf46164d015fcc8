"""Proves that the French of the site is whole: every text of the code and the templates is translated, and well."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from babel.messages.pofile import read_po
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tests.config.french import FRENCH, PROJECT, forms, messages, words_on
from tools.messages import IGNORED

TEMPLATES = PROJECT / "templates"
TEMPLATE_NAMES = [str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html")]
TEXTS_OF_MAILS = [str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.txt")]
FOR_DEVELOPERS = {"practices/gallery.html"}  # served with DEBUG alone; its specimens are not texts of the site
GETTEXT = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}  # how many texts they take
NO_BREAK = "\u00a0"


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other():
    assert {forms(message.id) for message in messages()} == {*_texts_of_python(), *_texts_of_templates()}


def test_every_text_is_translated():
    assert [message.id for message in messages() if not all(forms(message.string))] == []


def test_no_translation_is_a_guess_of_the_tools():
    assert [message.id for message in messages() if message.fuzzy] == []


def test_no_text_takes_the_place_of_what_django_says():
    """“May” of a permission would be the month on every page: one catalogue answers for both."""
    with (Path(django.__file__).parent / "conf/locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        said = {message.id: message.string for message in read_po(file) if message.id and not message.context}
    ours = {message.id: message.string for message in messages() if message.id in said and not message.context}
    assert ours == {text: said[text] for text in ours}


def test_translations_have_both_forms_of_french_where_english_has_two():
    wrong = [message.id for message in messages() if len(forms(message.string)) != len(forms(message.id))]
    assert wrong == []


def test_translations_keep_placeholders_and_markup():
    wrong = {
        message.id: message.string
        for message in messages()
        if {_fixed_parts(form) for form in forms(message.string)} != {_fixed_parts(form) for form in forms(message.id)}
    }
    assert wrong == {}


def test_french_punctuation_stands_behind_a_no_break_space():
    wrong = [
        form
        for message in messages()
        for form in forms(message.string)
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
    assert [words for words in words_on(source) if re.search("[A-Za-z]", words)] == []


def _fixed_parts(text: str) -> tuple[str, ...]:
    """What a translation must carry over."""
    return tuple(sorted(re.findall(r"%\(\w+\)[sd]|%%|</?\w+>|/api/v1/?|RFC \d+|ISO [\d-]+", text)))


def _written(text: str) -> str:
    """A translation as a reader sees it: something for each placeholder and tag, and for code, which is typed so."""
    return re.sub(r"%\(\w+\)[sd]|<code>.*?</code>|<[^>]+>", "…", text)


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
    for name in [*TEMPLATE_NAMES, *TEXTS_OF_MAILS]:
        for text in re.findall(r'_\("(.*?)"\)', (TEMPLATES / name).read_text(encoding="utf-8")):
            yield (text,)
        nodes = engine.engine.get_template(name).nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            yield (node.filter_expression.var.literal.replace("%", "%%"),)
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            yield tuple(node.render_token_list(form)[0] for form in (node.singular, node.plural) if form)
