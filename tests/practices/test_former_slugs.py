"""What the secretariat makes of a proposed organisation leaves whole the drafts and submissions that name it."""

import pytest

from network.models import FormerSlug, Organisation, User
from network.workflows import (
    OrganisationData,
    confirm_organisation,
    decline_organisation,
    merge_organisation,
    propose_organisation,
)
from practices.duplicates import likely_duplicates
from practices.models import Draft, Practice, Submission
from practices.workflows import begin_version, publish, save_sheet, submit_draft
from practices.writing import BY_NAME
from practices.writing.assemble import read_draft
from practices.writing.said import Wording
from practices.writing.typed import content_of
from tests.factories import DraftFactory, FormerSlugFactory, OrganisationFactory, UserFactory
from tests.practices.reviews import SCORED, reviewer

pytestmark = pytest.mark.django_db
NAMED = {"basics": {"partners": [{"organisation": "verein-brucke", "kind": "civil_society"}]}}


@pytest.fixture
def proposed() -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Verein Brucke", slug="verein-brucke", proposed=True)
    return made


@pytest.fixture
def kept() -> Organisation:
    made: Organisation = OrganisationFactory.create(name="Verein Brücke e.V.", slug="verein-bruecke")
    return made


@pytest.fixture
def cleo() -> User:
    made: User = UserFactory.create(secretariat=True)
    return made


@pytest.fixture
def draft(proposed: Organisation) -> Draft:
    """Complete; the proposed organisation works along."""
    made: Draft = DraftFactory.create(complete=True, typed=NAMED)
    return made


def handed_in(draft: Draft) -> Submission:
    ana = UserFactory.create(officer_of=draft.organisation)
    return submit_draft(draft=draft, expected_version=draft.version, by=ana)


def published(submission: Submission) -> Practice:
    rita = reviewer()
    noted = save_sheet(submission=submission, sheet=SCORED, expected_version=submission.version, by=rita)
    return publish(submission=noted, expected_version=noted.version, by=rita)


def partners(practice: Practice) -> list[str]:
    return [partner.organisation.slug for partner in practice.partners.all()]


def problems(draft: Draft) -> list[str]:
    return [problem.message for problem in read_draft(draft).problems]


def test_an_organisation_whose_name_is_corrected_is_published_with_what_waits(proposed, draft, cleo):
    submission = handed_in(draft)
    corrected = OrganisationData(name="Brücke e.V.", kind=proposed.kind, country=proposed.country_id)
    confirm_organisation(organisation=proposed, data=corrected, affiliations=[], by=cleo)
    assert partners(published(submission)) == ["verein-brucke"]


def test_what_waits_is_published_with_the_organisation_that_a_double_was_merged_into(proposed, kept, draft, cleo):
    submission = handed_in(draft)
    merge_organisation(organisation=proposed, into=kept, by=cleo)
    practice = published(submission)
    again = begin_version(practice=practice, by=UserFactory.create(officer_of=practice.organiser))
    assert (partners(practice), problems(again)) == (["verein-bruecke"], [])


def test_a_draft_names_the_organisation_that_a_double_was_merged_into(proposed, kept, draft, cleo):
    merge_organisation(organisation=proposed, into=kept, by=cleo)
    content = read_draft(draft).content
    assert content is not None
    assert [partner.name for partner in content.partners] == ["verein-bruecke"]
    one = BY_NAME["basics"]["partners"]
    assert Wording(typed=[NAMED["basics"]]).lines(one, NAMED["basics"]["partners"])[0].startswith("Verein Brücke e.V.")


def test_a_merge_after_a_merge_leads_on(proposed, kept, draft, cleo):
    between = OrganisationFactory.create(slug="between", proposed=True)
    merge_organisation(organisation=proposed, into=between, by=cleo)
    merge_organisation(organisation=between, into=kept, by=cleo)
    led_to = {former.slug: former.organisation for former in FormerSlug.objects.all()}
    assert led_to == {"verein-brucke": kept, "between": kept}
    assert partners(published(handed_in(draft))) == ["verein-bruecke"]


def test_a_merge_into_one_that_is_declined_afterwards_leads_nowhere(proposed, draft, cleo):
    between = OrganisationFactory.create(slug="between", proposed=True)
    merge_organisation(organisation=proposed, into=between, by=cleo)
    decline_organisation(organisation=between, reason="It is no organisation", by=cleo)
    assert problems(draft) == ["“Verein Brucke” was not taken up: choose another."]


def test_a_draft_that_names_a_declined_organisation_says_so_at_its_field(proposed, draft, cleo, client):
    decline_organisation(organisation=proposed, reason="It is no organisation", by=cleo)
    client.force_login(UserFactory.create(officer_of=draft.organisation))
    page = client.get(f"/practices/drafts/{draft.public_id}/basics/")
    (field,) = [one for one in page.context["fields"] if one.field.key == "partners"]
    (cell,) = [cell for cell in field.rows[0].cells if cell.field.key == "organisation"]
    assert cell.problems == ("“Verein Brucke” was not taken up: choose another.",)
    assert cell.problems[0] in page.text


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "declined"])
def test_no_other_organisation_gets_a_slug_that_drafts_may_name(proposed, kept, cleo, merged):
    if merged:
        merge_organisation(organisation=proposed, into=kept, by=cleo)
    else:
        decline_organisation(organisation=proposed, reason="It is no organisation", by=cleo)
    data = OrganisationData(name="Verein Brucke", kind=kept.kind, country=kept.country_id)
    again = propose_organisation(data=data, by=UserFactory.create())
    assert again.slug.startswith("verein-brucke-fr-")


def test_the_page_of_a_double_leads_to_the_organisation(kept, client):
    FormerSlugFactory.create(slug="double", organisation=kept)
    FormerSlugFactory.create(slug="declined", organisation=None)
    pages = [client.get(f"/organisations/{slug}/") for slug in ("double", "declined")]
    assert [(page.status_code, page.headers.get("Location")) for page in pages] == [
        (301, "/organisations/verein-bruecke/"),
        (404, None),
    ]


def test_the_page_of_a_double_of_one_that_is_only_proposed_is_not_there(client):
    FormerSlugFactory.create(slug="double", organisation=OrganisationFactory.create(proposed=True))
    assert client.get("/organisations/double/").status_code == 404


def test_a_likely_duplicate_has_the_organiser_that_a_double_was_merged_into(proposed, draft):
    practice = published(handed_in(draft))
    FormerSlugFactory.create(slug="double", organisation=practice.organiser)
    content = content_of(practice).model_copy(update={"organiser": "double", "countries": [], "themes": []})
    (found,) = likely_duplicates(content, Practice.objects.for_list("en"))
    assert (found.practice, found.reasons[-1]) == (practice, "Same organiser")
