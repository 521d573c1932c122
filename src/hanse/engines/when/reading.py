"""Tokens into the two ends of a date, as far as the words say them."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanse.engines.when.lexing import Kind, Token
from hanse.engines.when.model import NotADate

EXAMPLE = "Write it such as “Mar 13-17”, “28 Feb – 2 Mar” or “Feb 21, 14:00 (GMT+9)”."


@dataclass(slots=True)
class Side:
    """What one side of a dash says; everything may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: tuple[int, int] | None = None
    part: str = ""
    quarter: int | None = None
    half: int | None = None
    week: int | None = None  # the first, second … week of a month; -1 is the last
    weekday: int | None = None
    zone: str = ""

    @property
    def has_date(self) -> bool:
        """Whether it names a day, month, quarter or year at all."""
        return any(v is not None for v in (self.year, self.month, self.day, self.quarter, self.half))


@dataclass(slots=True)
class Reading:
    """All that the words say: one side or two, and what was said about the whole."""

    text: str
    sides: list[Side] = field(default_factory=list)
    zone: str = ""
    about: bool = False
    week: bool = False
    open_end: bool = False
    open_start: bool = False
    before: bool = False  # until, without what is named
    joined: bool = False  # by "and", which says that nothing lies between


def read(text: str, tokens: list[Token]) -> Reading:
    """Sort the tokens into sides; raise `NotADate` for what is said twice or cannot stand together."""
    reading = Reading(text)
    sides = [Side()]
    for index, token in enumerate(tokens):
        if token.kind is Kind.SLASH:
            raise NotADate(
                text, "Numbers with slashes can be read in two ways. Write the month as a word, such as “3 Apr 2023”."
            )
        if token.kind is Kind.AND:
            reading.joined = True
            _turn(reading, sides, token)
        elif token.kind is Kind.DASH:
            if not _is_hyphen(sides[-1], tokens, index):
                _turn(reading, sides, token)
        elif not _of_the_whole(reading, sides, token):
            _put(text, sides[-1], token)
    if not _said_something(sides[-1]):
        if tokens and tokens[-1].kind in (Kind.DASH, Kind.AND):
            raise NotADate(text, "A dash stands at the end with nothing after it. {say_example}", say_example=EXAMPLE)
        sides.pop()
    reading.sides = _join(text, sides, joined=reading.joined)
    return reading


def _is_hyphen(side: Side, tokens: list[Token], index: int) -> bool:
    """The hyphen of "mid-May" joins; it does not divide."""
    follows = tokens[index + 1].kind if index + 1 < len(tokens) else None
    return bool(side.part) and not side.has_date and follows is Kind.MONTH


def _turn(reading: Reading, sides: list[Side], token: Token) -> None:
    if _said_something(sides[-1]):
        sides.append(Side())
    elif token.text in "~〜" and len(sides) == 1 and not reading.about:
        reading.about = True
    else:
        raise NotADate(reading.text, "A dash stands here with nothing before it. {say_example}", say_example=EXAMPLE)


def _of_the_whole(reading: Reading, sides: list[Side], token: Token) -> bool:
    """Take what is said about the whole date rather than about one side."""
    match token.kind:
        case Kind.ZONE:
            # A span over a change of the clocks names an offset at each end.
            if sides[-1].zone and sides[-1].zone != token.value:
                raise NotADate(reading.text, "Two time zones are named. Keep the one in which the hours are meant.")
            sides[-1].zone = str(token.value)
            reading.zone = reading.zone or str(token.value)
        case Kind.ABOUT:
            reading.about = True
        case Kind.WEEK:
            reading.week = True
        case Kind.FROM:
            # Korean says "13일부터 17일까지": from the 13th until the 17th; what follows is the other side.
            if token.text == "부터" and _said_something(sides[-1]):
                sides.append(Side())
            reading.open_end = token.text != "on"
        case Kind.UNTIL:
            if any(_said_something(side) for side in sides) and token.text not in ("까지", "by", "before"):
                sides.append(Side())
            elif token.text != "까지" or len(sides) == 1:
                reading.open_start = True
                reading.before = token.text.casefold() == "before"
        case _:
            return False
    return True


def _put(text: str, side: Side, token: Token) -> None:
    name = {Kind.NUMBER: "day", Kind.DAY: "day", Kind.WEEK_NUMBER: "week"}.get(token.kind, token.kind.value)
    if side.day is not None and (name == "day" or (name == "month" and side.month is not None)):
        raise apart(text)
    if getattr(side, name) not in (None, ""):
        raise NotADate(
            text,
            "“{word}” is a second {say_name} for the same end of the date. {say_example}",
            word=token.text,
            say_name=name,
            say_example=EXAMPLE,
        )
    setattr(side, name, token.value)


def apart(text: str) -> NotADate:
    """Why several days or times with others between them are no date."""
    return NotADate(
        text,
        "These are days or times apart, and a date is one time or a span. Make an activity of each; or write the whole span, such as “8–10 June”, and put the days in its agenda.",
    )


def _said_something(side: Side) -> bool:
    return side.has_date or side.time is not None or bool(side.part)


def _join(text: str, sides: list[Side], *, joined: bool) -> list[Side]:
    """Bring "31 Mar – 1 Apr, 09:00 – 17:00" and "21 Feb 14:00-17:00" into a start and an end."""
    if not sides:
        raise NotADate(text, "There is no date in “{text_}”. {say_example}", text_=text, say_example=EXAMPLE)
    if len(sides) == 3 and not sides[2].has_date and sides[2].time and sides[1].time and not sides[0].time:
        sides[0].time, sides[1].time = sides[1].time, sides[2].time
        sides[1].zone = sides[2].zone
        sides.pop()
    if len(sides) > 2 and joined:
        raise apart(text)
    if len(sides) > 2:
        raise NotADate(
            text,
            "There are {count} dashes; a date has a start and an end. {say_example}",
            count=len(sides) - 1,
            say_example=EXAMPLE,
        )
    return sides
