"""A file has a name for people and another where it is kept, and finds room beside the others."""

from collections.abc import Sequence

import pytest

from practices.attachments import check_file, check_room, random_name
from practices.attachments.checks import LARGEST, MEGABYTE
from practices.attachments.room import Kept
from practices.enums import AttachmentKind
from practices.errors import InvalidFile
from tests.practices import made_files as made

PICTURE = made.picture()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rathaus Süd.png", "Rathaus Süd.png"),
        ("Rathaus.PNG", "Rathaus.PNG"),
        ("Su\u0308d.png", "Süd.png"),
        ("Αθήνα \u2013 σχέδιο.png", "Αθήνα \u2013 σχέδιο.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\Maria\\plan.png", "plan.png"),
        ("plan.exe", "plan.exe.png"),
        ("plan.jpeg", "plan.png"),
        ("a\x00b\r\nc.png", "ab c.png"),
        ("plan\u202egnp.exe", "plangnp.exe.png"),
        ("plan\u200b.png", "plan.png"),
        ("", "png.png"),
        ("..", "png.png"),
        (".png", "png.png"),
        ("/", "png.png"),
        ("x" * 500 + ".png", "x" * 116 + ".png"),
        ("<script>.png", "<script>.png"),
    ],
)
def test_a_name_is_kept_for_people_without_folders_and_what_cannot_be_seen(typed, kept):
    assert check_file(typed, PICTURE).name == kept


def test_a_file_is_stored_under_a_name_that_nobody_guesses():
    names = {random_name(".png") for _ in range(100)}
    assert (len(names), {(len(name), name[-4:]) for name in names}) == (100, {(36, ".png")})


class Stored:
    """A file that is there already."""

    def __init__(self, kind: str, size: int = 1) -> None:
        self.kind = kind
        self.size = size


@pytest.mark.parametrize(
    ("existing", "new", "said"),
    [
        ([], Stored("image"), ""),
        ([Stored("image")] * 9 + [Stored("document")] * 10, Stored("image"), ""),
        (
            [Stored("image")] * 10,
            Stored("image"),
            "There are 10 pictures already. Remove one before you add another.",
        ),
        (
            [Stored("document")] * 10,
            Stored("document"),
            "There are 10 documents already. Remove one before you add another.",
        ),
        ([Stored("image")] * 10, Stored("document"), ""),
        ([Stored("document", 20 * MEGABYTE)] * 2, Stored("document", 20 * MEGABYTE), ""),
        (
            [Stored("document", 20 * MEGABYTE)] * 2,
            Stored("document", 20 * MEGABYTE + 1),
            "All files together would be larger than 60.0\xa0MB. Remove one, or save this one smaller.",
        ),
    ],
)
def test_files_find_room_until_there_are_too_many_or_too_large_ones(existing, new, said):
    assert room(existing, new) == said


def room(existing: Sequence[Kept], new: Kept) -> str:
    """Nothing, or the sentence with which it is refused."""
    try:
        check_room(existing, new)
    except InvalidFile as refused:
        return str(refused)
    return ""


def test_a_checked_file_counts_as_one_that_is_kept():
    file = check_file("a", PICTURE)
    assert [room([file] * there, file) == "" for there in (9, 10)] == [True, False]


def test_every_kind_has_its_limit():
    assert {*LARGEST} == {*AttachmentKind}
