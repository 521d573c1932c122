"""What a response sends piece by piece."""

from typing import Any


def streamed(response: Any) -> bytes:
    """All pieces of an answer that is streamed; one that is not has none, and the test fails."""
    return b"".join(response.streaming_content)
