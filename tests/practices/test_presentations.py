import pytest

from tests.factories import PracticeFactory


@pytest.mark.parametrize("view", ["list", "map", "table", "timeline"])
def test_x(client, db, view):
    PracticeFactory(full=True)
    PracticeFactory()
    a = client.get(f"/practices/?view={view}")
    assert a.status_code == 200
    print(len(a.content))
