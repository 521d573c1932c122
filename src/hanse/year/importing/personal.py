"""What imports keep of people for a while, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import WHOLE, Fate, Holding, Period, Room, Subject
from hanse.calendar.registration.models import Registration
from hanse.members.models import Mandate
from hanse.ui.tables import NeedsEncoding, NeedsSheet, NotReadable
from hanse.year.importing.choices import State
from hanse.year.importing.models import Run
from hanse.year.importing.planning import table_of

OF_OTHERS = ("refused", "asked", "mapping", "counts")  # the rest of a table tells of others


def _in_waiting_files(subject: Subject) -> Q:
    """Files that wait to be imported and name the address. They are few, and none is older than a week."""
    waiting = Run.objects.filter(state=State.OPEN)
    return Q(pk__in=[run.pk for run in waiting.iterator() if _names(run, subject.email.lower())], state=State.OPEN)


def _names(run: Run, email: str) -> bool:
    """Whether a cell holds the address. What cannot be read as it stands is looked through as octets."""
    try:
        return any(cell.strip().lower() == email for line in table_of(run).lines for cell in line.cells)
    except (NeedsEncoding, NeedsSheet, NotReadable):
        return email.encode() in bytes(run.content or b"").lower()


def _of_own_rows(subject: Subject) -> Q:
    """Traces of somebody's registrations and mandates."""
    entered = Registration.objects.filter(
        Q(email__iexact=subject.email) | Q(person=subject.person, person__isnull=False)
    )
    mandates = Mandate.objects.filter(person=subject.person) if subject.person is not None else Mandate.objects.none()
    return Q(kind="registration", key__in=[str(uid) for uid in entered.values_list("uid", flat=True)]) | Q(
        kind="mandate", key__in=[str(key) for key in mandates.values_list("pk", flat=True)]
    )


ROOM = Room(
    (
        Holding(
            model="importing.Trace",
            name=_("What stood in your registrations and mandates before a table changed them"),
            whose=_of_own_rows,
            fate=Fate.BLANKED,
            why=_("That a table changed something stays, without what stood there."),
            blanks={"before": {}},
            keeps=("kind", "key", "left", "stays"),  # `left` is a revision, or a term of office
            withheld=("left",),
            told={"table": "run__file_name"},
            periods=(
                Period(
                    fields=(WHOLE,),
                    since=_("thirty days after the table was imported"),
                    reason=_("An import can be undone for so long."),
                ),
            ),
        ),
        Holding(
            model="importing.Run",
            name=_("Rows of tables that were refused and name your address"),
            whose=lambda subject: Q(refused__icontains=subject.email),
            fate=Fate.BLANKED,
            why=_("That a table was imported stays, without the rows."),
            blanks={"refused": ""},
            # Who asked is forgotten when the work is done, minutes later.
            keeps=("what", "state", "file_name", "encoding", "sheet", "mapping", "counts", "asked"),
            withheld=OF_OTHERS,
            periods=(
                Period(
                    fields=("refused",),
                    since=_("thirty days after the table was imported"),
                    reason=_("They are mended and imported again."),
                ),
            ),
        ),
        Holding(
            model="importing.Run",
            name=_("Tables that wait to be imported and name your address"),
            whose=_in_waiting_files,
            fate=Fate.GOES,
            withheld=OF_OTHERS,
            periods=(
                Period(
                    fields=(WHOLE,),
                    since=_("a week after the table was handed in"),
                    reason=_("Somebody is about to import it."),
                ),
            ),
        ),
    )
)
