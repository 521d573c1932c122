"""The letters of registration in Korean: subject and text, by the kind's key."""

from __future__ import annotations

_FACTS = "\n\n**{activity}**\n{when}\n{where}\n\n"
_DEAR = "{name} 님께,\n\n"
_PAGE = "\n\n{page}"

KOREAN: dict[str, tuple[str, str]] = {
    "address": (
        "등록을 확인해 주십시오: {activity}",
        "안녕하십니까.\n\n이 주소로 다음 행사의 등록 신청이 들어왔습니다." + _FACTS + "본인이 신청하셨다면 아래 페이지를 "
        "열어 버튼을 눌러 주십시오. 순서는 그때부터 매겨집니다.\n\n{confirm}\n\n"
        "링크는 사흘 동안 유효합니다. 본인이 아니라면 아무것도 하지 않으셔도 됩니다. 버튼을 누르지 않으면 등록되지 않습니다.",
    ),
    "known": (
        "이미 등록되어 있습니다: {activity}",
        "안녕하십니까.\n\n이 주소로 등록 신청이 들어왔습니다만, 이미 다음 행사에 등록되어 있습니다."
        + _FACTS
        + "등록 내용은 바뀌지 않았으며 아래에서 보실 수 있습니다."
        + _PAGE,
    ),
    "links": (
        "등록 페이지 링크: {activity}",
        "안녕하십니까.\n\n등록 페이지의 링크를 다시 보내 달라는 요청이 있었습니다." + _FACTS + "링크는 다음과 같습니다." + _PAGE,
    ),
    "received": (
        "신청을 받았습니다: {activity}",
        _DEAR + "감사합니다. 신청이 접수되었습니다." + _FACTS + "사무국이 신청을 하나씩 검토하며, 결정되면 알려 드립니다. "
        "그때까지 아래에서 내용을 고치거나 신청을 거두실 수 있습니다." + _PAGE,
    ),
    "confirmed": (
        "등록되었습니다: {activity}",
        _DEAR + "자리가 확정되었습니다." + _FACTS + "필요한 내용은 등록 페이지에 있습니다. 그곳에서 답변을 고치거나 "
        "자리를 돌려주실 수도 있습니다." + _PAGE + "\n\n첨부한 파일을 열면 일정이 달력에 들어갑니다.",
    ),
    "approved": (
        "승인되었습니다: {activity}",
        _DEAR + "신청이 승인되어 자리가 확정되었습니다." + _FACTS + "필요한 내용은 등록 페이지에 있습니다. 그곳에서 답변을 "
        "고치거나 자리를 돌려주실 수도 있습니다." + _PAGE + "\n\n첨부한 파일을 열면 일정이 달력에 들어갑니다.",
    ),
    "declined": (
        "신청 결과: {activity}",
        _DEAR + "아쉽게도 이번에는 신청을 승인해 드리지 못했습니다." + _FACTS + "{reason}" + _PAGE,
    ),
    "waiting": (
        "대기자 명단에 올랐습니다: {activity}",
        _DEAR + "자리가 모두 찼습니다. 대기자 명단의 {place}번째이십니다." + _FACTS + "자리가 나면 바로 알려 드리고 한동안 "
        "비워 둡니다. 오실 수 없게 되면 다른 분이 앞당겨지도록 아래에서 명단을 떠나 주십시오." + _PAGE,
    ),
    "offered": (
        "{deadline}까지 자리가 비어 있습니다: {activity}",
        _DEAR + "자리가 나서 비워 두었습니다." + _FACTS + "**{deadline}까지 답해 주십시오.** 등록 페이지에서 받거나 "
        "사양하실 수 있습니다." + _PAGE + "\n\n답이 없으면 자리는 다음 분께 넘어갑니다.",
    ),
    "lapsed": (
        "자리가 다음 분께 넘어갔습니다: {activity}",
        _DEAR + "비워 둔 자리에 대해 {deadline}까지 답이 없어 다음 분께 넘어갔습니다." + _FACTS + "그래도 오시려면 다시 "
        "등록해 주십시오. 순서는 맨 뒤가 됩니다." + _PAGE,
    ),
    "cancelled": (
        "등록이 취소되었습니다: {activity}",
        _DEAR + "등록이 취소되었습니다({by})." + _FACTS + "{reason}\n\n"
        "잘못된 것이라면 등록이 열려 있는 동안 다시 등록하실 수 있습니다." + _PAGE,
    ),
    "moved": (
        "변경 안내: {activity}",
        _DEAR + "등록하신 행사에 바뀐 것이 있습니다. {change}" + _FACTS + "전에는 {before}이었습니다.\n\n"
        "등록은 그대로 유지됩니다. 오실 수 없게 되면 아래에서 자리를 돌려주십시오." + _PAGE,
    ),
    "called-off": (
        "행사 취소: {activity}",
        _DEAR + "죄송합니다. 이 행사는 열리지 않습니다. 오시지 않으셔도 됩니다." + _FACTS + "{page}",
    ),
    "reminder": (
        "{countdown}: {activity}",
        _DEAR + "곧 뵙기를 기다립니다({countdown})." + _FACTS + "{joining}\n\n"
        "오실 수 없다면 기다리는 분을 위해 자리를 돌려주십시오." + _PAGE,
    ),
    "delegation": (
        "{organisation} {count}: {activity}",
        _DEAR + "{organisation}의 대표단을 등록하셨습니다." + _FACTS + "{seats}\n\n"
        "{deadline}까지 이름을 알려 주십시오. 이름이 들어오면 각자에게 확인서를 보냅니다." + _PAGE,
    ),
    "names": (
        "이름이 빠져 있습니다: {activity}",
        _DEAR + "{organisation} 대표단에서 {missing}." + _FACTS + "{deadline}까지 알려 주시거나, 필요 없는 자리는 돌려주십시오."
        + _PAGE,
    ),
    "invitation": (
        "초대합니다: {activity}",
        _DEAR + "초대합니다." + _FACTS + "{note}\n\n아래에서 등록해 주십시오. 이 링크는 받으신 분만을 위한 것입니다."
        + _PAGE + "\n\n{deadline}",
    ),
}  # fmt: skip
