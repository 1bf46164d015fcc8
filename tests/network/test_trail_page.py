"""The secretariat reads in the audit trail who changed what, when and why."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from network.models import AuditEntry, Country, Organisation, User
from network.workflows import forget, recorded
from tests.factories import AffiliationFactory, CountryFactory, OrganisationFactory, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/secretariat/trail/"
NOT_ON_OFFER = "Select a valid choice. %s is not one of the available choices."
MORE_THAN_THE_LARGEST = "Ensure this value is less than or equal to 9223372036854775807."
ENTRY = re.compile(r'<li class="audit__entry">(.*?)</li>', re.DOTALL)


@recorded
def rename(*, organisation: Organisation, name: str, by: User | None, reason: str = "") -> None:
    Organisation.objects.filter(pk=organisation.pk).update(name=name)


@pytest.fixture
def secretary() -> User:
    user: User = UserFactory.create(name="Sofia", email="sofia@example.org", secretariat=True)
    return user


@pytest.fixture
def desk(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client


def texts(html: str) -> str:
    """What a reader sees of a piece of a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def entries(desk: Client, address: str = "") -> list[str]:
    """What a reader sees of each entry on a page."""
    answer = desk.get(ADDRESS + address)
    return [texts(entry) for entry in ENTRY.findall(answer.content.decode())]


def ids(desk: Client, address: str) -> list[int]:
    return [shown.entry.pk for shown in desk.get(ADDRESS + address).context["entries"]]


def refusal(desk: Client, address: str) -> tuple[int, list[str]]:
    """Status and sentences of a page that could not be shown."""
    answer = desk.get(ADDRESS + address)
    (faults,) = re.findall(r'fault-list">(.*?)</ul>', answer.content.decode(), re.DOTALL)
    return answer.status_code, [texts(fault) for fault in re.findall(r"<li>(.*?)</li>", faults)]


def test_an_entry_says_who_changed_what_where_and_why(desk, secretary):
    organisation = OrganisationFactory.create(name="Patra")
    rename(organisation=organisation, name="Πάτρα", by=secretary, reason="As it is written there")
    entry = AuditEntry.objects.latest("id")
    when = date_format(entry.at, "DATETIME_FORMAT")
    shown, _made = entries(desk, f"?table=network_organisation&row={organisation.pk}")
    assert shown == (
        f"Organisation {organisation.pk} Changed When {when} Who Sofia ({secretary.pk}) By rename"
        f" Why As it is written there Database role {entry.database_role}"
        f" 1 field Organisation {organisation.pk} Field Before After Name Patra Πάτρα"
    )


def test_the_newest_entry_is_the_first(desk):
    CountryFactory.create(code="FR")
    Country.objects.update(eu_member=False)
    assert [entry.split()[2] for entry in entries(desk, "?table=network_country")] == ["Changed", "Added"]


def test_an_account_that_is_erased_has_no_name_any_more(desk):
    user = UserFactory.create(name="Ana Petrova")
    rename(organisation=OrganisationFactory.create(), name="Πάτρα", by=user)
    pk = user.pk
    user.delete()
    forget(user_id=pk, addresses=[])
    (shown,) = entries(desk, f"?actor={pk}")
    assert re.findall(r"Who (.*?) By", shown) == [f"An account that is erased ({pk})"]


def test_nobody_is_said_to_be_nobody(desk):
    CountryFactory.create(code="FR")
    (shown,) = entries(desk, "?table=network_country&row=FR")
    assert re.findall(r"Who (.*?) Database", shown) == ["Nobody who was signed in"]


def test_values_are_written_for_people(desk):
    OrganisationFactory.create(names={"el": "Πάτρα"}, latitude=None, longitude=None, website="")
    (shown,) = desk.get(f"{ADDRESS}?table=network_organisation").context["entries"]
    written = {label: after for label, _before, after in shown.columns}
    assert [written[label] for label in ("Names in other languages", "Latitude", "Website", "Proposed")] == [
        '{\n "el": "Πάτρα"\n}', "(empty)", "(empty)", "no",
    ]  # fmt: skip


def test_what_was_typed_is_never_markup(desk):
    OrganisationFactory.create(name="<script>alert(1)</script>")
    page = desk.get(f"{ADDRESS}?table=network_organisation").content.decode()
    assert (page.count("<script>alert"), page.count("&lt;script&gt;alert(1)&lt;/script&gt;")) == (0, 1)


def test_a_table_that_was_emptied_is_said_to_be_whole(desk):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE network_consent")
    (shown,) = entries(desk, "?table=network_consent")
    assert shown.startswith("Consent: every record Deleted When")


def test_one_record_is_looked_for(desk):
    one, _other = AffiliationFactory.create(), AffiliationFactory.create()
    found = ids(desk, f"?table=network_affiliation&row={one.pk}")
    assert found == [entry.pk for entry in AuditEntry.objects.of(one)]


def test_what_one_account_did_is_looked_for(desk, secretary):
    organisation = OrganisationFactory.create()
    rename(organisation=organisation, name="One", by=secretary)
    rename(organisation=organisation, name="Two", by=UserFactory.create())
    assert ids(desk, f"?actor={secretary.pk}") == [AuditEntry.objects.get(actor=secretary.pk).pk]


def test_all_entries_are_seen_once_from_page_to_page_and_back(desk):
    OrganisationFactory.create_batch(120)
    entries = AuditEntry.objects.filter(table="network_organisation").order_by("-id")
    everything = [entry.pk for entry in entries]
    address, pages = "?table=network_organisation", []
    while address:
        answer = desk.get(ADDRESS + address)
        pages.append([shown.entry.pk for shown in answer.context["entries"]])
        address, last = answer.context["older"], answer
    back = [pages[-1]]
    while last.context["newer"]:
        last = desk.get(ADDRESS + last.context["newer"])
        back.insert(0, [shown.entry.pk for shown in last.context["entries"]])
    assert ([len(page) for page in pages], [number for page in pages for number in page], back) == (
        [50, 50, 20],
        everything,
        pages,
    )


@pytest.mark.parametrize("address", ["?table=network_consent", "?actor=999999", "?table=network_consent&row=nothing"])
def test_where_nothing_was_changed_it_says_so(desk, address):
    answer = desk.get(ADDRESS + address)
    assert re.findall(r'class="empty__title">(.*?)<', answer.content.decode()) == ["Nothing was changed"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?row=12", "Kind of record : Choose of which kind the record with this number is."),
        ("?table=nonsense", f"Kind of record : {NOT_ON_OFFER % 'nonsense'}"),
        ("?table=django_session", f"Kind of record : {NOT_ON_OFFER % 'django_session'}"),
        ("?actor=Sofia", "Number of the account that did it : Enter a whole number."),
        ("?actor=0", "Number of the account that did it : Ensure this value is greater than or equal to 1."),
        ("?actor=9223372036854775808", f"Number of the account that did it : {MORE_THAN_THE_LARGEST}"),
        ("?table=network_user&row=%00", "Its number or code : Null characters are not allowed."),
        ("?before=x", "There is no such page: begin with the newest entries."),
    ],
)  # fmt: skip
def test_a_search_that_makes_no_sense_is_refused_with_a_sentence(desk, address, said):
    assert refusal(desk, address) == (400, [said])


@pytest.mark.parametrize("role", ["reviewer", "staff"])
def test_other_roles_may_not_read_it(client, role):
    client.force_login(RoleGrantFactory.create(role=role).user)
    answer = client.get(ADDRESS)
    assert (answer.status_code, texts(answer.content.decode()).count("This page is for: Secretariat.")) == (403, 1)


def test_a_page_of_many_entries_asks_no_more_than_one_of_few(desk):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(ADDRESS)
        return len(asked)

    rename(organisation=OrganisationFactory.create(), name="By one", by=UserFactory.create())
    few: Any = statements()
    for user in UserFactory.create_batch(10):
        rename(organisation=OrganisationFactory.create(), name=f"By {user.pk}", by=user)
    assert statements() == few
