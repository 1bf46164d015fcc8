"""Every way in which a row of the catalogue breaks a rule of the database, and some in which it only just does not."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from practices.models import (
    Aim,
    Assessment,
    Collection,
    Funding,
    Indicator,
    Partner,
    Practice,
    PracticeText,
    SavedList,
    SavedListEntry,
    Source,
    TargetGroup,
    Theme,
)
from tests.factories import (
    AimFactory,
    AssessmentFactory,
    CollectionFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SavedListEntryFactory,
    SavedListFactory,
    SourceFactory,
    TargetGroupFactory,
    TextFactory,
    ThemeFactory,
)
from tests.practices.draft_rule_cases import (
    ALLOWED_DRAFT,
    BROKEN_DRAFT,
    DRAFT_ROWS,
    TAKEN_DRAFT,
    draft_beside_another,
)
from tests.practices.fact_sheet_cases import ALLOWED_FACT_SHEET, BROKEN_FACT_SHEET, TAKEN_FACT_SHEET
from tests.rules import Allowed, Broken

ROWS: dict[type[Model], Callable[[], Model]] = {
    Practice: partial(PracticeFactory, full=True),
    PracticeText: partial(TextFactory, language="fr"),
    Funding: FundingFactory,
    Partner: PartnerFactory,
    Indicator: IndicatorFactory,
    Source: SourceFactory,
    Assessment: AssessmentFactory,
    SavedList: SavedListFactory,
    SavedListEntry: SavedListEntryFactory,
    Theme: ThemeFactory,
    Aim: AimFactory,
    TargetGroup: TargetGroupFactory,
    Collection: CollectionFactory,
    **DRAFT_ROWS,
}

_LESS_THAN_FIRST = {"less than first": "position = -1"}
_UNNAMED = {"no code": "code = ''", "no label": "label = ''"}

BROKEN: Broken = {
    Practice: BROKEN_FACT_SHEET,
    PracticeText: {
        "text_language_known": {"another": "language = 'xx'", "none": "language = ''"},
        "text_has_title_and_summary": {"no title": "title = ''", "no summary": "summary = ''"},
    },
    Funding: {
        "funding_level_known": {"another": "level = 'galactic'", "none": "level = ''"},
        "funding_amount_not_negative": {"less than nothing": "amount_eur = -0.01"},
        "funding_share_is_a_percentage": {"below": "share = -0.01", "above": "share = 100.01"},
        "practices_funding_position_check": _LESS_THAN_FIRST,
    },
    Partner: {
        "partner_kind_known": {"another": "kind = 'friend'", "none": "kind = ''"},
        "practices_partner_position_check": _LESS_THAN_FIRST,
    },
    Indicator: {
        "indicator_says_what_it_measures": {"nothing": "label = ''"},
        "indicator_unit_known": {"another": "unit = 'tonnes'", "none": "unit = ''"},
        "indicator_percentage_in_range": {
            "below": "value = -0.01",
            "above": "value = 100.01",
            "baseline below": "baseline_value = -0.01",
            "baseline above": "baseline_value = 100.01",
        },
        "indicator_count_is_a_whole_number": {
            "half a person": "unit = 'people', value = 1.5",
            "half a thing": "unit = 'items', value = 1.5",
            "less than nobody": "unit = 'people', value = -1",
            "half a person before": "unit = 'people', baseline_value = 1.5",
            "less than nobody before": "unit = 'people', baseline_value = -1",
        },
        "indicator_year_plausible": {
            "too early": "year = 1949",
            "too late": "year = 2101",
            "before the common era": "year = -1",
            "baseline too early": "baseline_year = 1949",
            "baseline too late": "baseline_year = 2101",
            "baseline before the common era": "baseline_year = -1",
        },
        "indicator_baseline_year_needs_a_baseline": {"year without value": "baseline_value = NULL"},
        "practices_indicator_position_check": _LESS_THAN_FIRST,
    },
    Source: {
        "source_leads_somewhere": {"nowhere": "title = '', section = '', url = ''"},
        "practices_source_position_check": _LESS_THAN_FIRST,
    },
    Assessment: {
        "assessment_criterion_known": {"another": "criterion = 'beauty'", "none": "criterion = ''"},
        "assessment_score_in_range": {
            "too low": "score = 0",
            "too high": "score = 6",
            "less than nothing": "score = -1",
        },
        "assessment_gives_its_reason": {"none": "reason = ''"},
    },
    SavedList: {"saved_list_named": {"nothing": "name = ''", "nothing to be seen": "name = ' '"}},
    SavedListEntry: {
        "saved_list_entry_within_the_longest_list": {"before the first": "position = 0", "one more": "position = 101"},
        "practices_savedlistentry_position_check": _LESS_THAN_FIRST,
    },
    Theme: {
        "theme_named": _UNNAMED,
        "theme_dimension_known": {"another": "dimension = 'sporty'"},
        "practices_theme_position_check": _LESS_THAN_FIRST,
    },
    Aim: {"aim_named": _UNNAMED, "practices_aim_position_check": _LESS_THAN_FIRST},
    TargetGroup: {"target_group_named": _UNNAMED, "practices_targetgroup_position_check": _LESS_THAN_FIRST},
    Collection: {
        "collection_named": _UNNAMED,
        "practices_collection_position_check": _LESS_THAN_FIRST,
        "practices_collection_published_check": {"before the common era": "published = -1"},
    },
    **BROKEN_DRAFT,
}

# What another row already has; see `beside_another`.
TAKEN: Broken = {
    Practice: TAKEN_FACT_SHEET,
    PracticeText: {"text_unique_in_its_language": {"another text in English": "language = 'en'"}},
    Partner: {
        "partner_named_once": {
            "twice": "organisation_id = (SELECT organisation_id FROM practices_partner WHERE position = 9)"
        }
    },
    Indicator: {"indicator_position_unique": {"the same": "position = 9"}},
    Assessment: {"assessment_once_per_criterion": {"twice": "criterion = 'impact'"}},
    SavedList: {
        "saved_list_name_unique_to_its_owner": {"the same": "name = 'Housing'", "in capitals": "name = 'HOUSING'"}
    },
    SavedListEntry: {
        "saved_list_entry_once": {
            "twice": "practice_id = (SELECT practice_id FROM practices_savedlistentry WHERE position = 9)"
        },
        "saved_list_entry_position_unique": {"the same": "position = 9"},
    },
    **TAKEN_DRAFT,
}


def beside_another(model: type[Model]) -> Model:
    """A row that the changes of TAKEN bring into conflict with another."""
    if model in DRAFT_ROWS:
        return draft_beside_another(model)
    first = PracticeFactory(slug="first", external_id="first")
    if model is Practice:
        return ROWS[Practice]()
    if model is PracticeText:
        return TextFactory(practice=first, language="fr")
    if model is Partner:
        PartnerFactory(practice=first, position=9)
        return PartnerFactory(practice=first, position=1)
    if model is Indicator:
        IndicatorFactory(practice=first, position=9)
        return IndicatorFactory(practice=first, position=1)
    if model is SavedList:
        return SavedListFactory(owner=SavedListFactory(name="Housing").owner)
    if model is SavedListEntry:
        return SavedListEntryFactory(saved_list=SavedListEntryFactory(position=9).saved_list)
    AssessmentFactory(practice=first, criterion="impact")
    return AssessmentFactory(practice=first, criterion="relevance")


ALLOWED: Allowed = {
    Practice: ALLOWED_FACT_SHEET,
    Funding: {
        "nothing": "amount_eur = 0, share = 0",
        "all of it": "share = 100",
        "amount and share unknown": "amount_eur = NULL, share = NULL",
    },
    Indicator: {
        "nobody to everybody": "baseline_value = 0, value = 100",
        "a change of more than all": "unit = 'percent_change', value = -250.5, baseline_value = 250.5",
        "a whole count": "unit = 'people', value = 180, baseline_value = 0",
        "part of an hour": "unit = 'hours', value = 1.5",
        "no baseline": "baseline_value = NULL, baseline_year = NULL",
        "a baseline of an unknown year": "baseline_year = NULL",
        "the first year and the last": "baseline_year = 1950, year = 2100",
    },
    Source: {
        "only a document": "title = 'Final report', section = ''",
        "only a link": "section = '', url = 'https://example.org/'",
    },
    Assessment: {"the lowest score": "score = 1", "the highest score": "score = 5"},
    SavedListEntry: {"the last place": "position = 100"},
    Theme: {"under no dimension": "dimension = ''"},
    Collection: {"of an unknown year": "published = NULL"},
    **ALLOWED_DRAFT,
}
