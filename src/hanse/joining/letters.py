"""The letters of joining: invitations, mandates and their rest after mergers, applications, welcome."""

from __future__ import annotations

from hanse.post.kinds import MessageKind

INVITATION = MessageKind(
    key="joining-invitation",
    name="Invitation to act for an organisation",
    is_confidential=True,  # its link lets whoever has it in
    subject="{inviter} invites you to act for {organisation}",
    body=(
        "Dear {name},\n\n"
        "{inviter} invites you to act for **{organisation}** as: {role}.\n\n"
        "Look at the invitation and accept it here: {link}\n\n"
        "The link is for you alone, works once, and is good until {until}. If you do not know {inviter}, leave it.\n"
    ),
    variables={
        "name": "whom the letter is for",
        "inviter": "who invites",
        "organisation": "for which organisation",
        "role": "in which role",
        "link": "the address of the invitation",
        "until": "the day until which it is good",
    },
    translations={
        "ko": (
            "{inviter} 님이 {organisation}을(를) 대신해 활동하도록 초대합니다",
            "{name} 님께,\n\n"
            "{inviter} 님이 **{organisation}**을(를) 대신해 활동해 주시기를 청합니다. 역할: {role}.\n\n"
            "다음 주소에서 초대를 확인하고 수락하실 수 있습니다: {link}\n\n"
            "이 링크는 본인만 한 번 사용할 수 있으며 {until}까지 유효합니다. {inviter} 님을 모르신다면 그대로 두셔도 됩니다.\n",
        )
    },
)

GRANTED = MessageKind(
    key="joining-granted",
    name="A mandate was granted",
    subject="You may act for {organisation} now",
    body=(
        "Dear {name},\n\n"
        "{granter} has given you a mandate for **{organisation}**: {role}.\n\n"
        "At the top of every page you choose for whom you act. Who else acts for it stands here: {link}\n"
    ),
    variables={
        "name": "whom the letter is for",
        "granter": "who granted it",
        "organisation": "for which organisation",
        "role": "in which role",
        "link": "the page of the organisation's people",
    },
    translations={
        "ko": (
            "이제 {organisation}을(를) 대신해 활동하실 수 있습니다",
            "{name} 님께,\n\n"
            "{granter} 님이 **{organisation}**의 권한을 부여했습니다. 역할: {role}.\n\n"
            "모든 페이지 위쪽에서 누구를 대신해 활동할지 고르실 수 있습니다. 함께 활동하는 사람은 여기에 있습니다: {link}\n",
        )
    },
)

REVOKED = MessageKind(
    key="joining-revoked",
    name="A mandate was revoked",
    subject="You do not act for {organisation} any more",
    body=(
        "Dear {name},\n\n"
        "{revoker} has ended your mandate for **{organisation}**. What you began in its name stays with the "
        "organisation; your account and what is yours stay with you.\n\n"
        "If this is a mistake, ask one of its administrators or the secretariat.\n"
    ),
    variables={
        "name": "whom the letter is for",
        "revoker": "who revoked it",
        "organisation": "for which organisation",
    },
    translations={
        "ko": (
            "{organisation}을(를) 대신한 활동 권한이 끝났습니다",
            "{name} 님께,\n\n"
            "{revoker} 님이 **{organisation}**에 대한 권한을 종료했습니다. 기관의 이름으로 시작하신 일은 기관에 남고, "
            "계정과 개인 자료는 그대로 본인에게 남습니다.\n\n"
            "착오라면 해당 기관의 관리자나 사무국에 문의해 주십시오.\n",
        )
    },
)

RESTS = MessageKind(
    key="joining-rests",
    name="A mandate rests since a merger",
    subject="Your mandate for {organisation} rests until it is confirmed",
    body=(
        "Dear {name},\n\n"
        "Two entries of our records were found to be one, and were made one. Your mandate for **{organisation}** "
        "({role}) would reach further by it than before. So it rests from now on, and gives no right until it is "
        "confirmed: {confirmer}.\n\n"
        "You need do nothing. Where your mandates stand, you see here: {link}. If you have to act for "
        "{organisation} soon, ask for the confirmation.\n"
    ),
    variables={
        "name": "whom the letter is for",
        "organisation": "for which organisation",
        "role": "in which role",
        "confirmer": "who can confirm it",
        "link": "the page of the person's organisations",
    },
    examples={"confirmer": "an administrator of Kampala or the secretariat can do it"},
    translations={
        "ko": (
            "{organisation}에 대한 권한이 확인될 때까지 멈춥니다",
            "{name} 님께,\n\n"
            "저희 기록의 두 항목이 같은 것으로 밝혀져 하나로 합쳐졌습니다. 그러면서 **{organisation}**에 대한 권한(역할: "
            "{role})이 전보다 넓어지게 되어, 확인될 때까지 멈추며 그동안 아무 권리도 주지 않습니다. 확인: {confirmer}.\n\n"
            "따로 하실 일은 없습니다. 권한의 상태는 여기서 보실 수 있습니다: {link}. 곧 {organisation}을(를) 대신해 "
            "활동하셔야 한다면 확인을 요청해 주십시오.\n",
        )
    },
)

TO_CONFIRM = MessageKind(
    key="joining-to-confirm",
    name="Mandates wait for confirmation after a merger",
    subject="Please confirm who acts for {organisation}",
    body=(
        "Dear {name},\n\n"
        "Two entries of our records were found to be one, and were made one. By it these mandates for "
        "**{organisation}** would reach further than before, so they rest and give no right: {people}.\n\n"
        "Please look whether they still act for it, and confirm or revoke them here: {link}\n"
    ),
    variables={
        "name": "whom the letter is for",
        "organisation": "which organisation",
        "people": "whose mandates rest, and in which role",
        "link": "the page on which mandates are confirmed",
    },
    translations={
        "ko": (
            "{organisation}을(를) 대신해 활동하는 사람을 확인해 주십시오",
            "{name} 님께,\n\n"
            "저희 기록의 두 항목이 같은 것으로 밝혀져 하나로 합쳐졌습니다. 그러면서 **{organisation}**에 대한 다음 권한이 "
            "전보다 넓어지게 되어 멈추었고, 지금은 아무 권리도 주지 않습니다: {people}.\n\n"
            "계속 대신해 활동하는지 살펴보시고, 여기서 확인하거나 종료해 주십시오: {link}\n",
        )
    },
)

RECEIVED = MessageKind(
    key="joining-received",
    name="An application was received",
    is_confidential=True,  # its link lets whoever has it in
    subject="The application of {organisation} is with us",
    body=(
        "Dear {name},\n\n"
        "Thank you. The application of **{organisation}** has the reference {reference}.\n\n"
        "Where it stands, you see at any time here: {link}\n\n"
        "Keep the link to yourself: whoever has it sees the application. The secretariat reads it first, then the "
        "committee decides.\n"
    ),
    variables={
        "name": "the contact",
        "organisation": "which organisation applies",
        "reference": "the reference of the application",
        "link": "the applicant's page",
    },
    translations={
        "ko": (
            "{organisation}의 가입 신청을 받았습니다",
            "{name} 님께,\n\n"
            "감사합니다. **{organisation}**의 신청 번호는 {reference}입니다.\n\n"
            "진행 상황은 언제든 다음 주소에서 보실 수 있습니다: {link}\n\n"
            "링크를 가진 사람은 신청서를 볼 수 있으니 다른 사람과 나누지 마십시오. 사무국이 먼저 검토하고, 이어 위원회가 결정합니다.\n",
        )
    },
)

ASKED = MessageKind(
    key="joining-asked",
    name="A question on an application",
    is_confidential=True,  # its link lets whoever has it in
    subject="A question on the application of {organisation}",
    body=(
        "Dear {name},\n\n"
        "Before the application of **{organisation}** can go on, we have a question:\n\n"
        "{question}\n\n"
        "Answer here: {link}\n"
    ),
    variables={
        "name": "the contact",
        "organisation": "which organisation applies",
        "question": "what the secretariat asks",
        "link": "the applicant's page",
    },
    translations={
        "ko": (
            "{organisation}의 가입 신청에 대해 여쭙니다",
            "{name} 님께,\n\n"
            "**{organisation}**의 신청을 계속 진행하기에 앞서 여쭙니다.\n\n"
            "{question}\n\n"
            "다음 주소에서 답해 주십시오: {link}\n",
        )
    },
)

DECLINED = MessageKind(
    key="joining-declined",
    name="An application was declined",
    is_confidential=True,  # its link lets whoever has it in
    subject="On the application of {organisation}",
    body=(
        "Dear {name},\n\n"
        "The application of **{organisation}** was not accepted. The reason:\n\n"
        "{reason}\n\n"
        "You can read it again here: {link}. A new application is welcome once the reason is gone.\n"
    ),
    variables={
        "name": "the contact",
        "organisation": "which organisation applied",
        "reason": "why it was declined",
        "link": "the applicant's page",
    },
    translations={
        "ko": (
            "{organisation}의 가입 신청 결과를 알려 드립니다",
            "{name} 님께,\n\n"
            "**{organisation}**의 가입 신청이 받아들여지지 않았습니다. 이유는 다음과 같습니다.\n\n"
            "{reason}\n\n"
            "다음 주소에서 다시 읽으실 수 있습니다: {link}. 사유가 해소되면 언제든 다시 신청해 주십시오.\n",
        )
    },
)

WELCOME = MessageKind(
    key="joining-welcome",
    name="Welcome to a new member",
    subject="Welcome, {organisation}",
    body=(
        "Dear {name},\n\n"
        "**{organisation}** is a member of the network from {day}: {category}. {decision}.\n\n"
        "You are its first administrator: you may edit its profile, and invite colleagues to act for it. Sign in with "
        "this address ({email}); a code will be sent to it. Then begin here: {link}\n"
    ),
    variables={
        "name": "the contact",
        "organisation": "the new member",
        "day": "from which day",
        "category": "in which category",
        "decision": "who decided, and when",
        "email": "the address to sign in with",
        "link": "the page of the organisation's people",
    },
    translations={
        "ko": (
            "{organisation}의 가입을 환영합니다",
            "{name} 님께,\n\n"
            "**{organisation}**은(는) {day}부터 네트워크의 회원입니다: {category}. {decision}.\n\n"
            "{name} 님은 첫 관리자로서 프로필을 고치고, 함께 활동할 동료를 초대하실 수 있습니다. 이 주소({email})로 "
            "로그인하시면 코드가 발송됩니다. 여기서 시작하십시오: {link}\n",
        )
    },
)

KINDS = (INVITATION, GRANTED, REVOKED, RESTS, TO_CONFIRM, RECEIVED, ASKED, DECLINED, WELCOME)
