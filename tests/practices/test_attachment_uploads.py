"""Files come in up to a limit, which is asked before anything is read."""

import contextlib
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from practices.attachments import check_file
from practices.attachments.room import MOST, MOST_IN_ALL
from tests.practices import made_files as made


def sending(content: bytes, files: int = 1) -> HttpRequest:
    """A request with so many files of this content."""
    sent = [SimpleUploadedFile("a.png", content) for _ in range(files)]
    return RequestFactory().post("/", {"note": "Rathaus", "file": sent})


def file_of(request: HttpRequest) -> "UploadedFile[Any]":
    """The file that came with it."""
    file = request.FILES["file"]
    assert isinstance(file, UploadedFile)
    return file


def test_more_than_may_be_sent_at_once_is_not_read(settings):
    settings.UPLOAD_MAX_SIZE = 10_000
    request = sending(bytes(10_000))
    with pytest.raises(RequestDataTooBig) as refused:
        request.FILES  # noqa: B018  # it is read when it is asked for
    assert str(refused.value) == "That is more than may be sent at once. Send the files one by one."
    assert b"Rathaus" in request.read()  # all of it is still to be read


@pytest.mark.parametrize("size", [10, 3_000_000], ids=["in-memory", "in-a-file"])
def test_what_may_be_sent_arrives_whole_with_what_was_typed(size):
    content = made.picture("PNG") + bytes(size)
    with contextlib.closing(sending(content)) as request:
        assert (file_of(request).read(), request.POST["note"]) == (content, "Rathaus")


def test_a_file_that_was_sent_is_checked_as_it_comes():
    sent = file_of(sending(made.picture("PNG")))
    assert check_file(sent.name or "", sent).mime == "image/png"


def test_what_a_fact_sheet_has_room_for_may_be_sent_at_once(settings):
    assert (settings.UPLOAD_MAX_SIZE > MOST_IN_ALL, sum(MOST.values())) == (
        True,
        settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    )
