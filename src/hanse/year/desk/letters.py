"""The weekly digest of the secretariat."""

from hanse.post.kinds import MessageKind

WEEK = MessageKind(
    key="desk-week",
    name="Secretariat: the week",
    subject="The week: {late} late, {waiting} waiting",
    body="Dear {name},\n\n{areas}\n\n{queues}\n\nYour desk: {link}",
    variables={
        "name": "the colleague",
        "late": "how many things are late",
        "waiting": "how many wait for an answer",
        "areas": "a line for each area with something late or coming",
        "queues": "a line for each queue",
        "link": "the desk",
    },
    translations={
        "ko": (
            "이번 주: 늦은 일 {late}건, 기다리는 일 {waiting}건",
            "{name} 님께,\n\n{areas}\n\n{queues}\n\n업무판: {link}",
        )
    },
)
KINDS = (WEEK,)
