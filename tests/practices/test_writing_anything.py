"""Whatever anybody types is kept and read without an error: what cannot be meant is said beside its field."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from practices.enums import Language
from practices.models import Draft
from practices.writing import BY_NAME, SECTIONS, Field, Kind
from practices.writing.assemble import read_draft
from practices.writing.rules import broken_so_far
from practices.writing.shape import in_shape
from practices.writing.unfinished import preview_of
from tests.factories import DraftFactory

pytestmark = pytest.mark.django_db

NASTY = st.sampled_from([
    "", " ", "\0", "\ud800", "0", "-1", "1e999999", "NaN", "Infinity", "²", "٣", "1.234", "1,234", "99999999999999999",
    "2011", "1.12.2008", "31.2.2011", "March 2008", "yes", "no", "maybe", "EUR", "SEK", "DEM", "XXX", "en", "city",
    "<script>alert(1)</script>", "=HYPERLINK(\"x\")", "x" * 20_001, "BE234", "xx", "https://example.org", "not a link",
    "regional_municipal", "eu_international", "cultural", "employment", "FR", "years", "total", "percent", "other",
    "11111111-1111-4111-8111-111111111111",
])  # fmt: skip
TEXT = NASTY | st.text(max_size=12)


def typed_in(one: Field) -> st.SearchStrategy[Any]:
    """What may be typed in a field."""
    fixed = one.options if one.kind is Kind.CHOICE and one.key != "currency" else None
    offered = st.sampled_from([str(code) for code, _label in fixed()]) if fixed else NASTY
    if one.kind is Kind.SEVERAL:
        return st.lists(TEXT | offered, max_size=3)
    if one.kind is Kind.ROWS:
        row = st.fixed_dictionaries({column.key: typed_in(column) for column in one.columns})
        return st.lists(row, max_size=3)
    return TEXT | offered


SHEETS = st.fixed_dictionaries(
    {
        section.name: st.fixed_dictionaries({}, optional={one.key: typed_in(one) for one in section.fields})
        for section in SECTIONS
    }
)


@pytest.fixture
def draft(city: Any):
    return DraftFactory.create(organisation=city, complete=True)


# A failing example is not made smaller: that would take minutes.
@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sheet=SHEETS, language=st.sampled_from(list(Language)))
def test_anything_typed_is_kept_read_and_shown(draft: Draft, sheet: dict[str, dict[str, Any]], language: Language):
    draft.language = language
    kept = {
        (name, language.value if BY_NAME[name].per_language else ""): json.loads(
            json.dumps(in_shape(BY_NAME[name], data))
        )
        for name, data in sheet.items()
    }
    reading = read_draft(draft, kept)
    named = [*reading.problems, *broken_so_far(draft, reading)]
    assert [problem for problem in named if not problem.message or problem.key not in BY_NAME[problem.section]] == []
    assert preview_of(draft, reading).language == language
