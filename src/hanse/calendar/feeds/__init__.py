"""The year for other programs: iCalendar, Atom, schema.org and Open Graph, written from dataclasses alone.

Nothing here reads the database, the request or the clock, so that a feed is the same for everybody and can be
repeated byte for byte. What the public may not know (the link to join, notes, embargoed activities) has no field in
`facts`, and so no way into a feed.
"""
