"""What is sent in one request is limited before any of it is read."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _


class LimitInAll(FileUploadHandler):
    """Goes before Django's own handlers, which know no limit; files are theirs."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Django asks before it reads on.

        Raises:
            RequestDataTooBig: more is coming than all files of a fact sheet may take.
        """
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig(_("That is more than may be sent at once. Send the files one by one."))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hands it on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the next handler."""
