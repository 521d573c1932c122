"""Pages of the post. Those that name kinds of messages get them from the caller, who knows all rooms."""
