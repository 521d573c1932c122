"""Messages, whom they go to and how they want them, the words, announcements, and the machinery."""

from hanse.post.models.announcements import Addressee, Announcement
from hanse.post.models.correspondents import Correspondent, Subscription
from hanse.post.models.machinery import Beat, Lane, Letter
from hanse.post.models.messages import Attachment, Attempt, Message
from hanse.post.models.wordings import Wording

__all__ = [
    "Addressee",
    "Announcement",
    "Attachment",
    "Attempt",
    "Beat",
    "Correspondent",
    "Lane",
    "Letter",
    "Message",
    "Subscription",
    "Wording",
]
