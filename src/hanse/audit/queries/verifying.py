"""Following the chain from its beginning, to see whether anybody changed, removed, added or moved anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from hanse.audit.canonical import GENESIS, chained, committed
from hanse.audit.documents import document
from hanse.audit.models import Entry, Seal, Secret

BATCH = 1000
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the chain does not hold: its number, and what is wrong there, in words."""

    number: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What following the chain has shown. `head` is the newest digest: written down elsewhere, it proves the end.

    `late` counts entries that were chained more than a day after an entry that is later by its own account. That is
    no fault, for imports and demonstrations do it, but it is what an act looks like that was put in afterwards.
    """

    sealed: int
    head: str
    waiting: int
    personal: int
    erased: int
    late: int
    first_late: int | None
    fault: Fault | None

    @property
    def holds(self) -> bool:
        """Whether everything is as it was sealed."""
        return self.fault is None


@dataclass(slots=True)
class _Walk:
    """Where on the chain we are, and what was counted on the way."""

    number: int = 0
    digest: bytes = GENESIS
    personal: int = 0
    erased: int = 0
    awaited: str = ""  # a digest that must come
    newest_at: datetime | None = None
    late: int = 0
    first_late: int | None = None

    def went_by(self, entry: Entry) -> None:
        """Look at the moment that an entry gives."""
        if self.newest_at is not None and entry.at < self.newest_at - A_DAY:
            self.late += 1
            self.first_late = self.first_late or self.number
        self.newest_at = max(entry.at, self.newest_at or entry.at)


def verify(head: str = "") -> Verdict:
    """Follow the whole chain in constant memory; `head` is a digest that somebody has witnessed and that must be in it."""
    walk = _Walk(awaited=head.strip().lower())
    fault = None
    for seals in _batches():
        fault = _follow(walk, seals)
        if fault:
            break
    if fault is None and walk.awaited:
        fault = Fault(
            walk.number + 1,
            f"the digest {walk.awaited} was witnessed but is not in the chain, which ends at {walk.number}: "
            "its end was cut off, or all of it was written anew.",
        )
    return Verdict(
        sealed=Seal.objects.count(),
        head=walk.digest.hex() if walk.number else "",
        waiting=waiting_entries(),
        personal=walk.personal,
        erased=walk.erased,
        late=walk.late,
        first_late=walk.first_late,
        fault=fault,
    )


def waiting_entries() -> int:
    """How many entries have no seal yet."""
    return Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk")))).count()


def head() -> Seal | None:
    """The newest seal."""
    return Seal.objects.order_by("-number").first()


def _batches() -> Iterator[list[Seal]]:
    last = 0
    while seals := list(Seal.objects.filter(number__gt=last).order_by("number")[:BATCH]):
        yield seals
        last = seals[-1].number


def _follow(walk: _Walk, seals: Sequence[Seal]) -> Fault | None:
    """Go over a batch; the fault where one is."""
    ids = [seal.entry_id for seal in seals]
    entries = Entry.objects.in_bulk(ids)
    secrets: dict[int, list[Secret]] = {}
    for secret in Secret.objects.filter(entry__in=ids):
        secrets.setdefault(secret.entry_id, []).append(secret)
    for place, seal in enumerate(seals):
        entry = entries.get(seal.entry_id)
        if seal.number != walk.number + 1:
            return Fault(walk.number + 1, f"the seals from {walk.number + 1} to {seal.number - 1} are missing.")
        if entry is None:
            return Fault(seal.number, f"the entry {seal.entry_id} was deleted after it had been sealed.")
        digest = chained(walk.digest, document(entry))
        if digest.hex() != seal.digest:
            following = seals[place + 1] if place + 1 < len(seals) else None
            return Fault(seal.number, _what_differs(seal, entry, following, entries))
        says = _secret_fault(entry, secrets.get(entry.pk, []))
        if says:
            return Fault(seal.number, says)
        walk.number, walk.digest = seal.number, digest
        walk.went_by(entry)
        walk.personal += len(entry.commitments)
        walk.erased += len(entry.commitments) - len(secrets.get(entry.pk, []))
        if seal.digest == walk.awaited:
            walk.awaited = ""
    return None


def _what_differs(seal: Seal, entry: Entry, following: Seal | None, entries: dict[int, Entry]) -> str:
    """The chain goes on from a seal's digest: where it does, the entry is another than was sealed, else the seal is."""
    after = entries.get(following.entry_id) if following else None
    told = f"entry {entry.pk} ({entry.at:%Y-%m-%d %H:%M} UTC, {entry.verb} {entry.kind} {entry.key})"
    if following and after and chained(bytes.fromhex(seal.digest), document(after)).hex() != following.digest:
        return f"the seal of {told} is not the one it was given, or seals were moved, added or taken out around it."
    return f"{told} is not what was sealed: it was changed, or put in the place of another."


def _secret_fault(entry: Entry, secrets: Sequence[Secret]) -> str:
    for secret in secrets:
        if secret.part not in entry.commitments:
            return f"the personal part “{secret.part}” was added to entry {entry.pk} after it had been sealed."
        if committed(bytes(secret.salt), _read(secret.value)) != entry.commitments[secret.part]:
            return f"the personal part “{secret.part}” of entry {entry.pk} is not what was sealed."
    return ""


def _read(value: str) -> object:
    """A value as it was committed to; text that is no JSON any more is no value of ours."""
    try:
        return json.loads(value)
    except ValueError:
        return value
