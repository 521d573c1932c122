"""The year as a picture: SVG made by the server, one row per area, words that never scale."""
