"""What release 0.1 wrote of people in the open becomes personal parts, before the first seal covers it."""

from django.db import migrations

from hanse.audit.canonical import canonical, committed, fresh_salt

BATCH = 500


def hide(apps, schema_editor):
    Entry, Secret = apps.get_model("audit", "Entry"), apps.get_model("audit", "Secret")
    found = list(Entry.objects.order_by("pk").iterator(BATCH))
    for start in range(0, len(found), BATCH):
        entries = found[start : start + BATCH]
        secrets = [secret for entry in entries for secret in _taken_from(entry, Secret)]
        Secret.objects.bulk_create(secrets)
        # `changes` is written anew with its letters as they are.
        Entry.objects.bulk_update(entries, ["by", "label", "subject", "commitments", "changes"])


def _taken_from(entry, Secret):
    parts = []
    if "@" in entry.by:
        parts.append(("by", entry.person))
    if entry.kind == "person" and entry.label:
        entry.subject = int(entry.key) if entry.key.isdecimal() else None
        parts.append(("label", entry.subject))
    for part, owner in parts:
        value, salt = getattr(entry, part), fresh_salt()
        setattr(entry, part, "")
        entry.commitments = {**entry.commitments, part: committed(salt, value)}
        yield Secret(entry=entry, part=part, owner=owner, salt=salt, value=canonical(value).decode())


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_secrets_and_seals")]

    operations = [migrations.RunPython(hide)]
