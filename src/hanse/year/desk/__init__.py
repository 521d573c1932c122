"""The desk: what needs somebody now. Rooms contribute through their own queries; this only composes."""
