"""The OpenAPI description is valid, complete and true: every answer and every example has the shape that it states."""

import copy
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.filters.strict import PAGING, BooleanFacetFilter, FacetFilter, NumberedFacetFilter
from practices.filters.words import TextFilter
from tests.factories import (
    AimFactory,
    AssessmentFactory,
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
NAMES = ["practices", "organisations", "themes", "aims", "target-groups", "collections"]
KEYS = {"practices": "slug", "organisations": "slug"}
# Open to tokens alone (test_api_drafts.py).
DRAFTS = {
    "/api/v1/drafts/": {"get", "post"},
    "/api/v1/drafts/{public_id}/": {"get", "patch", "delete"},
    "/api/v1/drafts/{public_id}/submission/": {"post", "delete"},
}
# What a request may leave out.
ASKED_OF_DRAFTS = {
    ("NewDraft", "language"),
    ("NewDraft", "fact_sheet"),
    ("NewDraft", "sections"),
    ("PatchedDraftChanges", "sections"),
    ("Submit", "note"),
}
FILTERSETS = {"practices": PracticeFilterSet.base_filters, "organisations": OrganisationFilterSet.base_filters}
FILTERS = [(name, key) for name, filters in FILTERSETS.items() for key in filters]


@pytest.fixture
def records(db: None) -> None:
    """A fact sheet with everything, one with as little as may be, and the words of the vocabularies."""
    full = PracticeFactory.create(full=True, slug="full", organiser__slug="city", budget_note="About.")
    TextFactory(practice=full, language="fr")
    for factory in (FundingFactory, IndicatorFactory, PartnerFactory, SourceFactory, AssessmentFactory):
        factory.create(practice=full)
    PracticeFactory.create(slug="minimal", eu_wide=True, scope="eu_international")
    OrganisationFactory(slug="bare", country=None, latitude=None, longitude=None, nuts_code="")
    ThemeFactory(code="sport", dimension="")
    CountryFactory(code="GR")


@pytest.fixture
def schema(client: Client, records: None) -> dict[str, Any]:
    answer: Any = client.get("/api/v1/schema/")
    described: dict[str, Any] = answer.json()
    return described


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The shapes, with no field more than they state."""
    components: dict[str, Any] = copy.deepcopy(schema["components"])
    for shape in components["schemas"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return components


def mistakes(schema: dict[str, Any], shape: dict[str, Any], answer: Any) -> list[str]:
    validator = OAS31Validator({**shape, "components": closed(schema)}, format_checker=oas31_format_checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def operation(schema: dict[str, Any], name: str, *, detail: bool = False) -> dict[str, Any]:
    key = KEYS.get(name, "code")
    found: dict[str, Any] = schema["paths"][f"/api/v1/{name}/{{{key}}}/" if detail else f"/api/v1/{name}/"]["get"]
    return found


def check(schema: dict[str, Any], described: dict[str, Any], answer: Any) -> list[str]:
    """What is wrong with an answer: its status, type or shape is not described."""
    content = described["responses"][str(answer.status_code)]["content"]
    return mistakes(schema, content[answer.headers["Content-Type"]]["schema"], answer.json())


def test_the_description_is_valid(schema):
    assert schema["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(schema).iter_errors()] == []


def test_the_command_writes_it_without_a_warning(schema, tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--format=openapi-json", f"--file={tmp_path / 'api'}")
    assert json.loads((tmp_path / "api").read_text()) == schema


def test_it_describes_every_address(schema):
    addresses = {f"/api/v1/{name}/" for name in [*NAMES, "practices/statistics", "practices/suggest"]}
    addresses |= {f"/api/v1/{name}/{{{KEYS.get(name, 'code')}}}/" for name in NAMES}
    described = {address: set(methods) for address, methods in schema["paths"].items()}
    assert described == {address: {"get"} for address in addresses} | DRAFTS


def test_it_names_every_operation_of_its_own(schema):
    summaries = [each["summary"] for methods in schema["paths"].values() for each in methods.values()]
    assert len(set(summaries)) == len(summaries) == 14 + sum(map(len, DRAFTS.values()))


def test_every_list_is_as_described(client, schema):
    addresses = [(name, f"/api/v1/{name}/{query}") for name in NAMES for query in ("", "?page_size=1")]
    found = {address: check(schema, operation(schema, name), client.get(address)) for name, address in addresses}
    assert found == {address: [] for _name, address in addresses}


def test_every_record_is_as_described(client, schema):
    ids = {name: [row["id"] for row in client.get(f"/api/v1/{name}/").json()["results"]] for name in NAMES}
    found = {
        (name, each): check(schema, operation(schema, name, detail=True), client.get(f"/api/v1/{name}/{each}/"))
        for name in NAMES
        for each in ids[name]
    }
    assert found == {(name, each): [] for name in NAMES for each in ids[name]}
    assert all(ids.values())


def test_every_refusal_is_as_described(client, schema):
    for name in NAMES:
        whole, one = operation(schema, name), operation(schema, name, detail=True)
        refused = [
            (400, whole, f"/api/v1/{name}/?nothing=1"),
            (400, one, f"/api/v1/{name}/x/?nothing=1"),
            (404, one, f"/api/v1/{name}/nothing/"),
        ]
        answers = [client.get(address) for _status, _described, address in refused]
        assert [answer.status_code for answer in answers] == [status for status, _described, _address in refused]
        assert [check(schema, refused[n][1], answer) for n, answer in enumerate(answers)] == [[], [], []], name


def test_the_check_finds_what_is_missing_wrong_or_too_much(client, schema):
    row = client.get("/api/v1/practices/full/").json()
    shape = {"$ref": "#/components/schemas/PracticeDetail"}
    wrong = row | {"ongoing": "no", "scope": "galactic", "started": "spring", "more": 1}
    del wrong["slug"]
    assert sorted(mistake.partition(":")[0] for mistake in mistakes(schema, shape, wrong)) == [
        "$",
        "$",
        "$.ongoing",
        "$.scope",
        "$.started",
    ]


def test_every_field_of_every_shape_is_always_there_but_the_errors_of_a_problem_and_what_is_asked_for(schema):
    optional = {
        (name, field)
        for name, shape in schema["components"]["schemas"].items()
        for field in set(shape.get("properties", {})) - set(shape.get("required", []))
    }
    asked_for = {("PaginatedPracticeList", name) for name in ("facets", "excerpts", "suggestions")}
    assert optional == {("Problem", "errors")} | asked_for | ASKED_OF_DRAFTS


def test_every_example_of_an_answer_is_as_described(schema):
    found = [
        ((address, status), content["schema"], example["value"])
        for address, methods in schema["paths"].items()
        if address not in DRAFTS
        for status, response in methods["get"]["responses"].items()
        for content in response["content"].values()
        for example in content.get("examples", {}).values()
    ]
    assert {where: mistakes(schema, shape, value) for where, shape, value in found} == {
        where: [] for where, *_ in found
    }
    answers = {address for (address, status), *_ in found if status == "200"}
    assert answers == set(schema["paths"]) - set(DRAFTS)


def test_a_list_describes_every_parameter_that_it_takes(schema):
    described = {name: {one["name"] for one in operation(schema, name)["parameters"]} for name in NAMES}
    beside = {"practices": PracticeFilterSet.beside}
    assert described == {name: {*FILTERSETS.get(name, {}), *beside.get(name, PAGING)} for name in NAMES}


def test_a_record_describes_how_it_is_named(schema):
    described = {name: operation(schema, name, detail=True)["parameters"] for name in NAMES}
    assert {
        name: [(one["name"], one["in"], one["required"]) for one in parameters]
        for name, parameters in described.items()
    } == {name: [(KEYS.get(name, "code"), "path", True)] for name in NAMES}


def parameter_of(schema: dict[str, Any], name: str, key: str) -> dict[str, Any]:
    (found,) = (one for one in operation(schema, name)["parameters"] if one["name"] == key)
    return dict(found)


def allowed_by(each: Any) -> dict[str, Any]:
    if isinstance(each, TextFilter):
        return {"type": "string", "maxLength": 200}
    if not isinstance(each, FacetFilter):
        codes = [value for value, _label in each.extra.get("choices", [])]
        return {"type": "string", "enum": codes} if codes else {"type": "integer", "minimum": 1900, "maximum": 2100}
    codes = [value for value, _label in each.options()]
    item: dict[str, Any] = {"type": "string", "enum": codes}
    if isinstance(each, BooleanFacetFilter):
        item = {"type": "boolean", "enum": [True, False]}
    if isinstance(each, NumberedFacetFilter):
        item = {"type": "integer", "enum": [int(code) for code in codes]}
    return {"type": "array", "items": item}


def test_every_filter_is_described_with_the_values_that_it_allows(schema):
    described = {key: parameter_of(schema, *key)["schema"] for key in FILTERS}
    assert described == {(name, key): allowed_by(FILTERSETS[name][key]) for name, key in FILTERS}


def test_the_example_of_a_filter_is_taken_by_it(client, schema):
    for name, key in FILTERS:
        parameter = parameter_of(schema, name, key)
        assert mistakes(schema, parameter["schema"], parameter["example"]) == [], key
        given = parameter["example"] if isinstance(parameter["example"], list) else [parameter["example"]]
        query = "&".join(f"{key}={json.dumps(value) if isinstance(value, bool) else value}" for value in given)
        assert query
        assert client.get(f"/api/v1/{name}/?{query}").status_code == 200, query


def test_labels_stand_beside_the_values_of_a_filter(schema):
    assert (
        parameter_of(schema, "organisations", "country")["description"]
        == "Country\n\n* `FR` - France\n* `GR` - Greece"
    )


def test_a_vocabulary_that_is_empty_leaves_the_description_valid(client, db):
    described = client.get("/api/v1/schema/").json()
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []
    assert parameter_of(described, "practices", "aim")["schema"] == {"type": "array", "items": {"type": "string"}}


def test_the_documentation_shows_every_address_parameter_and_field(client, schema):
    page = client.get("/api/v1/docs/").content.decode()
    shown = set(re.findall(r"<code>([^<]*)</code>", page))
    operations = [
        (f"{method.upper()} {address}", each)
        for address, methods in schema["paths"].items()
        for method, each in methods.items()
    ]
    parameters = {one["name"] for _address, each in operations for one in each["parameters"]}
    shapes = {name: shape for name, shape in schema["components"]["schemas"].items() if "properties" in shape}
    fields = {
        field for name, shape in shapes.items() if not name.startswith("Paginated") for field in shape["properties"]
    }
    assert {address for address, _each in operations} | parameters | fields <= shown


def test_the_documentation_shows_the_values_of_a_filter_and_of_a_field(client, records):
    AimFactory(code="peace")
    page = client.get("/api/v1/docs/").content.decode()
    values = [re.findall(r"<code>([^<]*)</code>", row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    assert ["aim", "peace", "training"] in values
    assert ["period", "total", "per_year", "years"] in values


def test_the_documentation_loads_nothing_from_elsewhere(client, records):
    page = client.get("/api/v1/docs/").content.decode()
    loaded = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"", page)
    assert [address for address in loaded if not address.startswith(("/static/", "http://testserver/"))] == []
    assert loaded
