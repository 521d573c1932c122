"""What is written to those who are interested."""

from hanse.post.kinds import MessageKind

CONFIRM = MessageKind(
    key="interest-confirm",
    name="Interest: confirm the address",
    subject="Please confirm: your interest in {year}",
    body=(
        "Dear {name},\n\nsomebody, probably you, wrote to us with this address about {targets}. "
        "Press the button on the following page, and the secretariat reads it:\n\n{link}\n\n"
        "The link is good for 7 days. If it was not you, do nothing."
    ),
    variables={"name": "the person", "year": "the year", "targets": "what it is for", "link": "the page to confirm"},
    translations={
        "ko": (
            "확인해 주세요: {year}년 참여 관심 표명",
            "{name} 님께,\n\n이 주소로 {targets}에 관한 글이 도착했습니다. 본인이 쓰셨다면 아래 페이지에서 단추를 눌러 "
            "주세요. 그러면 사무국이 읽습니다.\n\n{link}\n\n링크는 7일 동안 쓸 수 있습니다. 본인이 아니라면 그대로 두시면 됩니다.",
        )
    },
)
RECEIVED = MessageKind(
    key="interest-received",
    name="Interest: received",
    subject="We have your interest in {year}",
    body=(
        "Dear {name},\n\nthank you. We have noted your interest in {targets}. The secretariat answers by e-mail, and you "
        "hear from us once when a date is fixed.\n\nSee it, or withdraw it: {link}"
    ),
    variables={
        "name": "the person",
        "year": "the year",
        "targets": "what it is for",
        "link": "the page of the interest",
    },
    translations={
        "ko": (
            "{year}년 참여 관심을 받았습니다",
            "{name} 님께,\n\n고맙습니다. {targets}에 대한 관심을 적어 두었습니다. 사무국이 전자우편으로 답을 드리고, 날짜가 "
            "정해지면 한 번 알려 드립니다.\n\n보기와 철회: {link}",
        )
    },
)
ANSWERED = MessageKind(
    key="interest-answered",
    name="Interest: answered",
    subject="About your interest in {targets}",
    body="Dear {name},\n\n{answer}\n\nWhat you wrote to us: {link}",
    variables={
        "name": "the person",
        "targets": "what it is for",
        "answer": "what the secretariat wrote",
        "link": "the page of the interest",
    },
    translations={"ko": ("{targets} 관심 표명에 대한 답변", "{name} 님께,\n\n{answer}\n\n보내 주신 글: {link}")},
)
DATE_FIXED = MessageKind(
    key="interest-date-fixed",
    name="Interest: the date is fixed",
    subject="The date is fixed: {activity}, {when}",
    body=(
        "Dear {name},\n\nyou were interested in {targets}. The date of **{activity}** is fixed now: **{when}**{where}.\n\n"
        "{action}: {link}\n\nYou hear this once."
    ),
    variables={
        "name": "the person",
        "targets": "what the interest is for",
        "activity": "the activity",
        "when": "its date",
        "where": "its place, after a comma",
        "action": "what the link does",
        "link": "register in one step, or read more",
    },
    examples={"where": ", Example"},
    translations={
        "ko": (
            "날짜가 정해졌습니다: {activity}, {when}",
            "{name} 님께,\n\n{targets}에 관심을 보여 주셨습니다. **{activity}**의 날짜가 **{when}**(으)로 정해졌습니다{where}.\n\n"
            "{action}: {link}\n\n이 소식은 한 번만 보내 드립니다.",
        )
    },
)
REGISTER = MessageKind(
    key="interest-register",
    name="Interest: the link to register",
    subject="You can register: {activity}, {when}",
    body=(
        "Dear {name},\n\nyou were interested in {targets}. Registration for **{activity}** is open: **{when}**{where}.\n\n"
        "{action}: {link}"
    ),
    variables=DATE_FIXED.variables,
    translations={
        "ko": (
            "등록하실 수 있습니다: {activity}, {when}",
            "{name} 님께,\n\n{targets}에 관심을 보여 주셨습니다. **{activity}** 등록이 열려 있습니다: **{when}**{where}.\n\n"
            "{action}: {link}",
        )
    },
)
APPLY = MessageKind(
    key="interest-apply",
    name="Interest: the form of membership",
    subject="How to become a member: {kind}",
    body=(
        "Dear {name},\n\nyou wrote to us about {targets}. If your organisation would like to join the network ({kind}), "
        "this is the form: {link}\n\nIts page says who signs the letter, and who decides."
    ),
    variables={
        "name": "the person",
        "targets": "what the interest is for",
        "kind": "the kind of member",
        "link": "the form of the application",
    },
    translations={
        "ko": (
            "회원 가입 안내: {kind}",
            "{name} 님께,\n\n{targets}에 관해 글을 주셨습니다. 기관이 네트워크에 가입하고자 하신다면({kind}) 다음 양식을 "
            "이용해 주십시오: {link}\n\n누가 서한에 서명하고 누가 결정하는지 그 페이지에 적혀 있습니다.",
        )
    },
)
MEETING = MessageKind(
    key="interest-meeting",
    name="Interest: a meeting is agreed",
    subject="We meet on {day}",
    body="Dear {name},\n\nabout {targets}, we meet on **{day}**{where}.\n\n{words}\n\nSee it again: {link}",
    variables={
        "name": "the person",
        "targets": "what the interest is for",
        "day": "the day",
        "where": "hour and place, after a comma",
        "words": "what else was agreed",
        "link": "the page of the interest",
    },
    translations={
        "ko": (
            "{day}에 만납니다",
            "{name} 님께,\n\n{targets}에 관해 **{day}**에 만나 뵙겠습니다{where}.\n\n{words}\n\n다시 보기: {link}",
        )
    },
)
YOURS = MessageKind(
    key="interest-yours",
    name="Interest: for a colleague to answer",
    subject="Yours to answer: {who}, interested in {targets}",
    body="Dear {name},\n\n{who} is interested in {targets}. It is yours to answer: {link}",
    variables={
        "name": "the colleague",
        "who": "who is interested",
        "targets": "what the interest is for",
        "link": "the page at which it is answered",
    },
    translations={
        "ko": (
            "답변해 주실 관심 표명: {who}, {targets}",
            "{name} 님께,\n\n{who} 님이 {targets}에 관심을 보이셨습니다. 다음에서 답변해 주십시오: {link}",
        )
    },
)
KINDS = (CONFIRM, RECEIVED, ANSWERED, DATE_FIXED, REGISTER, APPLY, MEETING, YOURS)
