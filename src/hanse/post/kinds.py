"""What a message is: rooms declare kinds, the secretariat may reword them, `queue_message` sends them."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanse.post.choices import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """A kind of message that a room declares in its `letters.py`.

    `subject` and `body` are the words the house ships, with `{variables}` in braces; `variables` says of each what it
    is. Words in other languages stand in `translations` as `{"ko": ("subject", "body")}`. Only `PURPOSE.NEWS` can be
    refused by a person; what they must know (a seat, a deadline, a code) is `DUTY`.
    """

    key: str
    name: str
    subject: str
    body: str
    variables: dict[str, str] = field(default_factory=dict)
    translations: dict[str, tuple[str, str]] = field(default_factory=dict)
    purpose: Purpose = Purpose.DUTY
    may_wait: bool = False  # whether it may wait for the person's digest
