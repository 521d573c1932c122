"""The letters of the day and after it, in the words that the house ships."""

from __future__ import annotations

from hanse.post.kinds import MessageKind

_VARIABLES = {
    "name": "the person",
    "activity": "title of the activity",
    "when": "its date in full",
    "where": "its place",
    "page": "address of the page that the letter leads to",
}
_FACTS = "\n\n**{activity}**\n{when}\n{where}\n\n"

TICKET_READY = MessageKind(
    key="registration-ticket",
    name="Ticket",
    subject="Your ticket: {activity}",
    body="Dear {name},\n\nhere is your ticket:"
    + _FACTS
    + "It is attached as PDF, to be printed, and as a picture for your phone. Show its code at the door: it opens for one "
    "person, once. If you had a ticket before, this one takes its place.\n\nYour registration:\n\n{page}",
    variables=_VARIABLES,
    translations={
        "ko": (
            "입장권: {activity}",
            "{name} 님께,\n\n입장권을 보내 드립니다."
            + _FACTS
            + "인쇄하실 수 있는 PDF와 휴대전화용 그림을 첨부했습니다. 입구에서 코드를 보여 주십시오. 한 분이 한 번 입장하실 수 "
            "있습니다. 전에 받으신 입장권이 있다면 이 입장권으로 바뀝니다.\n\n등록 내용:\n\n{page}",
        )
    },
)
CERTIFICATE_READY = MessageKind(
    key="registration-certificate",
    name="Certificate of attendance",
    subject="Your certificate: {activity}",
    body="Dear {name},\n\nthank you for having been there:"
    + _FACTS
    + "Your certificate of attendance is ready. You can read it, save it as PDF and pass the address on: whoever opens it "
    "can see that the certificate is true.\n\n{page}",
    variables=_VARIABLES,
    translations={
        "ko": (
            "참가 확인서: {activity}",
            "{name} 님께,\n\n함께해 주셔서 감사합니다."
            + _FACTS
            + "참가 확인서가 준비되었습니다. 아래 주소에서 보고 PDF로 저장하실 수 있으며, 이 주소를 다른 분께 전하시면 그분도 "
            "확인서가 진본임을 확인하실 수 있습니다.\n\n{page}",
        )
    },
)
FEEDBACK_ASKED = MessageKind(
    key="registration-feedback",
    name="What did you think of it?",
    subject="What did you think of it? {activity}",
    body="Dear {name},\n\nthank you for having been there:"
    + _FACTS
    + "We would like to do it better next time. A few questions, two minutes:\n\n{page}\n\n"
    "The link is for you alone and works once. We keep that you have answered, and apart from it what you answered: nobody "
    "can put the two together.",
    variables=_VARIABLES,
    may_wait=True,
    translations={
        "ko": (
            "어떠셨습니까? {activity}",
            "{name} 님께,\n\n함께해 주셔서 감사합니다."
            + _FACTS
            + "다음에는 더 잘 준비하고자 합니다. 2분이면 되는 질문 몇 가지에 답해 주십시오.\n\n{page}\n\n"
            "이 링크는 본인만을 위한 것이며 한 번만 쓰실 수 있습니다. 답하셨다는 사실과 답변 내용은 따로 보관하므로 누구의 "
            "답변인지는 아무도 알 수 없습니다.",
        )
    },
)
KINDS = (TICKET_READY, CERTIFICATE_READY, FEEDBACK_ASKED)
