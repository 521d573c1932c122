"""Signing up for activities: seats, quotas, waiting, delegations, tickets, checking in."""
