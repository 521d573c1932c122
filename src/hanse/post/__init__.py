"""Messages to people: e-mail, notices, reminders, digests; the task queue."""
