"""Files that are sent: refused by what they weigh before a byte of them is written to the disk."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 64 * 1024 * 1024
"""Three times the heaviest file a form takes: each form says in words what is too heavy for it; beyond, nobody chose a file."""


class Weighed(FileUploadHandler):
    """The first handler of Django: it keeps nothing, and stops what would fill the disk."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django names it.
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("More is sent than any form takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Those that follow keep it."""
