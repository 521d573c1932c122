"""All kinds of messages of all rooms, for the pages that show, reword and refuse them."""

from hanse.calendar.interest.letters import KINDS as OF_INTEREST
from hanse.calendar.registration.letters import KINDS as OF_REGISTRATION
from hanse.calendar.registration.letters_day import KINDS as OF_THE_DAY
from hanse.joining.letters import KINDS as OF_JOINING
from hanse.post.kinds import MessageKind
from hanse.post.letters import KINDS as OF_POST
from hanse.year.desk.letters import KINDS as OF_DESK
from hanse.year.personal.letters import KINDS as OF_PERSONAL_DATA

# One line for each room that has a `letters.py`.
KINDS: tuple[MessageKind, ...] = (
    *OF_POST,
    *OF_JOINING,
    *OF_REGISTRATION,
    *OF_THE_DAY,
    *OF_INTEREST,
    *OF_PERSONAL_DATA,
    *OF_DESK,
)
