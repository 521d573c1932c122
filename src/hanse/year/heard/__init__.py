"""From an interest to a registration: whoever waited for a date registers in one step when it is fixed."""
