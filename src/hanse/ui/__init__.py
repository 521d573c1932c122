"""Layout, components, CSS; no models."""
