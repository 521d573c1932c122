"""Keys with which programs act for people, within scopes; and answers kept so that a repeated call does nothing twice."""
