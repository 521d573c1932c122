"""Colours of the areas for calendar programs."""

# RFC 7986 (5.9) takes names of CSS colours only: the name nearest to the area's
# dye in `ui/css/tokens.css` that no other area has.
AREA_COLOURS = {
    "kickoff": "darkgoldenrod",
    "prize": "palevioletred",
    "governance": "royalblue",
    "matchmaking": "darkcyan",
    "capacity": "seagreen",
    "research": "mediumpurple",
    "networking": "steelblue",
    "regional": "olive",
}
WHOLE_YEAR = "midnightblue"
