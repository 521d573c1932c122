"""Every reference to one row moved to another, in whatever room it stands.

Rooms above are not imported: Django knows which models point here. What a constraint lets not move, because the kept
row has the same already, stays where it is and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction


@dataclass(slots=True)
class Moves:
    """What was moved and what stayed, by model: the name for people, and the keys for whoever has to undo it."""

    names: dict[str, str] = field(default_factory=dict)
    moved: dict[str, list[Any]] = field(default_factory=dict)
    stayed: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, model: type[models.Model], moved: list[Any], stayed: list[Any]) -> None:
        """Add what became of the rows of one reference."""
        label = model._meta.label_lower
        self.names[label] = str(model._meta.verbose_name_plural)
        if moved:
            self.moved.setdefault(label, []).extend(moved)
        if stayed:
            self.stayed.setdefault(label, []).extend(stayed)


def references(model: type[models.Model]) -> Iterator[tuple[type[models.Model], models.ForeignKey[Any, Any]]]:
    """Every foreign key that points to a model, those without a way back and those of tables between included.

    `_meta.related_objects` leaves out relations that are hidden by `related_name="+"`; they point all the same.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.field, models.ForeignKey):
            source = relation.related_model
            if isinstance(source, type) and not source._meta.proxy:
                yield source, relation.field


def move_all(
    *, double: models.Model, kept: models.Model, leaves: Callable[[type[models.Model]], bool], moves: Moves
) -> None:
    """Move every reference from `double` to `kept`, but those of models that `leaves` says should stay."""
    for source, key in references(type(double)):
        rows = source._base_manager.filter(**{key.name: double.pk})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            continue
        if leaves(source):
            moves.note(source, [], keys)
            continue
        moved = keys if _moves(source, key, keys, kept) else [pk for pk in keys if _moves(source, key, [pk], kept)]
        moves.note(source, moved, [pk for pk in keys if pk not in set(moved)])


def _moves(source: type[models.Model], key: models.ForeignKey[Any, Any], keys: list[Any], kept: models.Model) -> bool:
    """Whether the rows could be moved, all of them together."""
    try:
        with transaction.atomic():
            source._base_manager.filter(pk__in=keys).update(**{key.name: kept.pk})
    except IntegrityError:
        return False
    return True
