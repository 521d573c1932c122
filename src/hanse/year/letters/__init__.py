"""All kinds of messages of all rooms, for the pages that show, reword and refuse them."""

from hanse.joining.letters import KINDS as OF_JOINING
from hanse.post.kinds import MessageKind
from hanse.post.letters import KINDS as OF_POST

# One line for each room that has a `letters.py`.
KINDS: tuple[MessageKind, ...] = (*OF_POST, *OF_JOINING)
