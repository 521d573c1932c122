"""How allauth behaves in this house."""
