"""All kinds of messages of all rooms, for the pages that show, reword and refuse them."""

from hanse.post.kinds import MessageKind
from hanse.post.letters import KINDS as OF_POST
from hanse.year.personal.letters import KINDS as OF_PERSONAL_DATA

# One line for each room that has a `letters.py`.
KINDS: tuple[MessageKind, ...] = (*OF_POST, *OF_PERSONAL_DATA)
