"""What stands for a variable when words are looked at before anybody is written to: an invented person and activity.

Rooms give their variables the same names, so one table serves all of them; a kind's own `examples` come first.
"""

from __future__ import annotations

from collections.abc import Mapping

from hanse.post.kinds import Markdown, MessageKind

_PAGE = "https://year.example.org/example/"
_SAME = {
    "confirm": _PAGE,
    "count": "3",
    "days": "7",
    "email": "amara@example.org",
    "late": "2",
    "link": _PAGE,
    "page": _PAGE,
    "place": "4",
    "reference": "2026-014",
    "waiting": "5",
    "year": "2026",
}
_MARKDOWN = frozenset({"answer", "areas", "people", "queues"})
_EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "en": _SAME
    | {
        "action": "Register in one step, or read more",
        "activity": "Workshop on clean water",
        "answer": "Thank you. We will gladly meet you there.",
        "areas": "- **Learning**: 1 needs you",
        "before": "12 May 2026",
        "by": "You cancelled it yourself.",
        "category": "Full member",
        "change": "It takes place a day later than planned.",
        "countdown": "in 3 days",
        "day": "1 June 2026",
        "deadline": "10 May 2026, 18:00",
        "decision": "Executive Board, 20 April 2026, minute 4",
        "granter": "Ben Okello",
        "inviter": "Ben Okello",
        "kind": "Full member",
        "joining": "You get in by the link on your page.",
        "missing": "2 names are missing",
        "name": "Amara Nakato",
        "note": "We look forward to seeing you.",
        "organisation": "City of Example",
        "people": "- Amara Nakato, Mayor or head",
        "question": "Who would be your contact?",
        "queues": "- Registrations to decide: 5 (2 late)",
        "reason": "All seats are taken.",
        "revoker": "Ben Okello",
        "role": "Contact",
        "seats": "2 have a seat, 1 waits",
        "since": "15 May 2026",
        "targets": "Workshop on clean water",
        "until": "10 May 2026",
        "when": "12–13 May 2026",
        "where": "Town Hall of Example",
        "who": "Amara Nakato, City of Example",
        "words": "We show you the plant, and have lunch after that.",
    },
    "ko": _SAME
    | {
        "action": "한 번에 신청하거나 더 읽기",
        "activity": "깨끗한 물 워크숍",
        "answer": "고맙습니다. 그곳에서 기쁘게 뵙겠습니다.",
        "areas": "- **학습**: 처리할 일 1건",
        "before": "2026년 5월 12일",
        "by": "직접 취소하셨습니다.",
        "category": "정회원",
        "change": "예정보다 하루 늦게 열립니다.",
        "countdown": "3일 뒤",
        "day": "2026년 6월 1일",
        "deadline": "2026년 5월 10일 18:00",
        "decision": "집행위원회, 2026년 4월 20일, 회의록 4",
        "granter": "김보기",
        "inviter": "김보기",
        "kind": "정회원",
        "joining": "본인 페이지의 링크로 들어오실 수 있습니다.",
        "missing": "이름 2개가 빠져 있습니다",
        "name": "이예시",
        "note": "뵙기를 기대합니다.",
        "organisation": "보기시",
        "people": "- 이예시, 시장 또는 기관장",
        "question": "담당자는 누구입니까?",
        "queues": "- 결정할 참가 신청: 5 (늦음 2)",
        "reason": "자리가 모두 찼습니다.",
        "revoker": "김보기",
        "role": "담당자",
        "seats": "자리 2명, 대기 1명",
        "since": "2026년 5월 15일",
        "targets": "깨끗한 물 워크숍",
        "until": "2026년 5월 10일",
        "when": "2026년 5월 12–13일",
        "where": "보기시청",
        "who": "이예시, 보기시",
        "words": "시설을 보여 드린 뒤 점심을 함께합니다.",
    },
}


def example_of(variable: str, language: str) -> str:
    """What a variable could be; empty for one that no room has."""
    return _EXAMPLES.get(language, _EXAMPLES["en"]).get(variable, "")


def example_values(kind: MessageKind, language: str) -> dict[str, str]:
    """A value for each variable of a kind, as its own room or the house gives one."""
    return {name: _value(kind, name, language) for name in kind.variables}


def _value(kind: MessageKind, name: str, language: str) -> str:
    if name in kind.examples:
        return Markdown(kind.examples[name])
    value = example_of(name, language) or f"[{name}]"
    return Markdown(value) if name in _MARKDOWN else value
