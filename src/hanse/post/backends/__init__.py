"""Where mails go: a mail server, or the mailbox of a demonstration."""
