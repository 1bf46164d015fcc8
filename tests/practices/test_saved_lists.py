"""Lists on accounts: kept, replaced, renamed and deleted by their owner alone, and nothing lost on the way."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from network.errors import InvalidRecord
from network.models import User
from practices.errors import StaleList
from practices.models import Practice, SavedList, SavedListEntry
from practices.workflows import delete_list, rename_list, save_list
from tests.factories import PracticeFactory, SavedListFactory, UserFactory
from tests.rivals import Rival

pytestmark = pytest.mark.django_db
NONE_SEEN = ""


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create(email="owner@example.org")
    return user


@pytest.fixture
def abc() -> list[Practice]:
    return [PracticeFactory(slug=slug, title=slug.upper()) for slug in "abc"]


def kept(owner: User) -> dict[str, tuple[str, ...]]:
    """The lists on an account, by name."""
    return {each.name: each.slugs for each in owner.saved_lists.with_slugs()}


def test_a_list_is_kept_in_its_order(owner: User, abc: list[Practice]):
    save_list(name="Housing", slugs=["c", "a", "b", "a"], version=NONE_SEEN, by=owner)
    assert kept(owner) == {"Housing": ("c", "a", "b")}


def test_a_list_replaces_the_one_of_its_name(owner: User, abc: list[Practice]):
    first = save_list(name="Housing", slugs=["a", "b"], version=NONE_SEEN, by=owner)
    second = save_list(name="HOUSING", slugs=["b", "c", "a"], version=first.version, by=owner)
    assert (second.pk, second.version > first.version) == (first.pk, True)
    assert kept(owner) == {"HOUSING": ("b", "c", "a")}


def test_a_list_of_that_name_that_was_not_seen_stays(owner: User, abc: list[Practice]):
    save_list(name="Housing", slugs=["a"], version=NONE_SEEN, by=owner)
    with pytest.raises(StaleList) as refusal:
        save_list(name="housing", slugs=["b"], version=NONE_SEEN, by=owner)
    assert (refusal.value.stored.slugs, kept(owner)) == (("a",), {"Housing": ("a",)})


def test_a_list_that_changed_since_it_was_seen_stays(owner: User, abc: list[Practice]):
    first = save_list(name="Housing", slugs=["a"], version=NONE_SEEN, by=owner)
    version = first.version
    save_list(name="Housing", slugs=["b"], version=version, by=owner)
    with pytest.raises(StaleList):
        save_list(name="Housing", slugs=["c"], version=version, by=owner)
    assert kept(owner) == {"Housing": ("b",)}


def test_a_list_that_was_seen_and_is_gone_is_kept_anew(owner: User, abc: list[Practice]):
    version = save_list(name="Housing", slugs=["a"], version=NONE_SEEN, by=owner).version
    SavedList.objects.all().delete()
    save_list(name="Housing", slugs=["b"], version=version, by=owner)
    assert kept(owner) == {"Housing": ("b",)}


def test_two_people_may_use_one_name(owner: User, abc: list[Practice]):
    other = UserFactory.create()
    save_list(name="Housing", slugs=["a"], version=NONE_SEEN, by=other)
    save_list(name="Housing", slugs=["b"], version=NONE_SEEN, by=owner)
    assert (kept(owner), kept(other)) == ({"Housing": ("b",)}, {"Housing": ("a",)})


def test_a_fact_sheet_that_has_left_the_catalogue_is_left_out(owner: User, abc: list[Practice]):
    save_list(name="Housing", slugs=["a", "gone", "c"], version=NONE_SEEN, by=owner)
    assert kept(owner) == {"Housing": ("a", "c")}


def test_a_fact_sheet_that_leaves_the_catalogue_leaves_the_lists(owner: User, abc: list[Practice]):
    save_list(name="Housing", slugs=["a", "b", "c"], version=NONE_SEEN, by=owner)
    abc[1].delete()
    assert kept(owner) == {"Housing": ("a", "c")}


@pytest.mark.parametrize(
    ("name", "slugs", "field", "said"),
    [
        ("", ["a"], "name", "This field cannot be blank."),
        ("\u00a0", ["a"], "record", "Give the list a name."),
        ("x" * 121, ["a"], "name", "Ensure this value has at most 120 characters (it has 121)."),
        ("Housing", [], "practices", "Put at least one fact sheet on the list."),
        ("Housing", ["gone"], "practices", "Put at least one fact sheet on the list."),
        ("Housing", [f"x{number}" for number in range(101)], "practices", "A list holds at most 100 fact sheets."),
    ],
    ids=["no name", "nothing to be seen", "too long", "no entries", "only gone", "too many"],
)
def test_a_list_that_breaks_a_rule_is_not_kept(
    owner: User, abc: list[Practice], name: str, slugs: list[str], field: str, said: str
):
    with pytest.raises(InvalidRecord) as refusal:
        save_list(name=name, slugs=slugs, version=NONE_SEEN, by=owner)
    assert (refusal.value.faults, kept(owner)) == ({field: [said]}, {})


def test_a_hundred_fact_sheets_are_kept_at_the_price_of_one(owner: User):
    slugs = [PracticeFactory(slug=f"s{number}").slug for number in range(100)]
    counts = []
    for name, some in (("One", slugs[:1]), ("Hundred", slugs)):
        with CaptureQueriesContext(connection) as asked:
            save_list(name=name, slugs=some, version=NONE_SEEN, by=owner)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert kept(owner)["Hundred"] == tuple(slugs)


def test_a_list_gets_another_name(owner: User, abc: list[Practice]):
    saved = SavedListFactory(owner=owner, name="Housing", practices=abc)
    rename_list(pk=saved.pk, name="Homes", by=owner)
    assert kept(owner) == {"Homes": ("a", "b", "c")}


def test_a_list_keeps_its_name_in_other_capitals(owner: User):
    saved = SavedListFactory(owner=owner, name="Housing")
    rename_list(pk=saved.pk, name="HOUSING", by=owner)
    assert kept(owner) == {"HOUSING": ()}


def test_a_name_that_is_taken_is_refused_in_words(owner: User):
    SavedListFactory(owner=owner, name="Housing")
    with pytest.raises(InvalidRecord) as refusal:
        rename_list(pk=SavedListFactory(owner=owner, name="Work").pk, name="housing", by=owner)
    assert refusal.value.faults == {"record": ["You already have a list of that name."]}


def test_nobody_changes_the_list_of_another(owner: User):
    saved = SavedListFactory(owner=UserFactory(), name="Theirs")
    for change in (
        lambda: rename_list(pk=saved.pk, name="Mine", by=owner),
        lambda: delete_list(pk=saved.pk, by=owner),
    ):
        with pytest.raises(SavedList.DoesNotExist):
            change()
    assert kept(saved.owner) == {"Theirs": ()}


def test_with_the_account_its_lists_go(owner: User, abc: list[Practice]):
    SavedListFactory(owner=owner, practices=abc)
    owner.delete()
    assert (SavedList.objects.count(), SavedListEntry.objects.count(), Practice.objects.count()) == (0, 0, 3)


@pytest.fixture
def _stored(transactional_db: None) -> None:
    """Stored, so that every connection sees it."""
    with transaction.atomic():
        UserFactory.create(email="owner@example.org")
        for slug in "abc":
            PracticeFactory(slug=slug)


def save_both_at_once(version: str) -> list[str]:
    """Saves two lists under one name, each on a connection of its own; gives what became of them."""

    def save(slug: str) -> str:
        try:
            save_list(name="Housing", slugs=[slug], version=version, by=User.objects.get())
        except StaleList as error:
            return f"stale, there is {error.stored.slugs}"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as threads, Rival() as first:
        # Neither goes on before both wait for it.
        first.run("SELECT FROM network_user FOR UPDATE")
        outcomes = [threads.submit(save, slug) for slug in ("a", "b")]
        while _waiting() < len(outcomes):
            assert not any(each.done() for each in outcomes)
        first.commit()
        return sorted(each.result() for each in outcomes)


def _waiting() -> int:
    """How many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("_stored")
@pytest.mark.parametrize("stored", [True, False], ids=["of one version", "under a new name"])
def test_of_two_saves_at_the_same_time_only_one_wins(stored: bool):
    owner = User.objects.get()
    version = save_list(name="Housing", slugs=["c"], version=NONE_SEEN, by=owner).version if stored else NONE_SEEN
    outcomes = save_both_at_once(version)
    winner = kept(owner)["Housing"]
    assert winner in {("a",), ("b",)}
    assert outcomes == ["kept", f"stale, there is {winner}"]
