"""What is published is typed out as a person would type it, and reads as the same again."""

from network.models import Organisation
from practices.models import Practice
from practices.workflows import begin_version
from practices.writing.assemble import read_draft
from practices.writing.typed import content_of
from tests.factories import AffiliationFactory, UserFactory


def test_the_next_version_of_every_fact_sheet_begins_as_it_stands(catalogue):
    officer = UserFactory.create()
    for organisation in Organisation.objects.filter(practices__isnull=False).distinct().order_by("pk"):
        AffiliationFactory(user=officer, organisation=organisation, confirmed=True)
    differs = {}
    for practice in Practice.objects.for_fact_sheet().order_by("slug"):
        reading = read_draft(begin_version(practice=practice, by=officer))
        if reading.problems or reading.content != content_of(practice):
            differs[practice.slug] = reading.problems or reading.content
    assert differs == {}
