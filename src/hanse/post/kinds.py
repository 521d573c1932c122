"""What a message is: rooms declare kinds, the secretariat may reword them, `queue_message` sends them."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanse.post.choices import Purpose


class Markdown(str):
    """A value that is Markdown of ours and goes into a message as it is. Every other value is set as plain text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """A kind of message that a room declares in its `letters.py`.

    `subject` and `body` are the words the house ships, with `{variables}` in braces; `variables` says of each what it
    is. Words in other languages stand in `translations` as `{"ko": ("subject", "body")}`. Only `PURPOSE.NEWS` can be
    refused by a person; what they must know (a seat, a deadline, a code) is `DUTY`. `examples` are shown in the
    preview where those that all rooms share (`post.examples`) do not fit. Of a confidential message, such as an invitation whose link lets
    somebody in, the secretariat sees that it went, but not its text.
    """

    key: str
    name: str
    subject: str
    body: str
    variables: dict[str, str] = field(default_factory=dict)
    translations: dict[str, tuple[str, str]] = field(default_factory=dict)
    purpose: Purpose = Purpose.DUTY
    may_wait: bool = False  # whether it may wait for the person's digest
    examples: dict[str, str] = field(default_factory=dict)
    is_confidential: bool = False

    def house_words(self, language: str) -> tuple[str, str]:
        """Subject and body as the house ships them, in this language or in English."""
        return self.translations.get(language, (self.subject, self.body))
