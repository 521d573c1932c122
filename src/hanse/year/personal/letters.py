"""Messages about personal data."""

from django.utils.translation import gettext_noop

from hanse.post.kinds import MessageKind

COPY_READY = MessageKind(
    key="personal.copy-ready",
    name=gettext_noop("The copy of somebody's data is ready"),
    subject="Your data are ready",
    body=(
        "Dear {name},\n\n"
        "The copy of your data that you asked for is ready: **[download it]({link})**.\n\n"
        "The page works for {days} days, and only after you have signed in. If you did not ask for a copy, tell us."
    ),
    variables={
        "name": gettext_noop("the person's name"),
        "link": gettext_noop("address of the page"),
        "days": gettext_noop("how long the link works"),
    },
    translations={
        "ko": (
            "요청하신 데이터가 준비되었습니다",
            "{name} 님께\n\n"
            "요청하신 본인 데이터의 사본이 준비되었습니다. **[내려받기]({link})**\n\n"
            "이 페이지는 {days}일 동안, 로그인한 뒤에만 쓸 수 있습니다. 사본을 요청하신 적이 없다면 알려 주시기 바랍니다.",
        )
    },
)

DORMANT = MessageKind(
    key="personal.dormant",
    name=gettext_noop("An account that was not used for long will be closed"),
    subject="We will close your account in a month",
    body=(
        "Dear {name},\n\n"
        "You have not signed in for almost three years, and nothing here needs your account. We keep no data that nobody "
        "uses: on {day} the account will be closed and what it holds of you erased.\n\n"
        "To keep it, **[sign in once]({link})**."
    ),
    variables={
        "name": gettext_noop("the person's name"),
        "day": gettext_noop("when it will be closed"),
        "link": gettext_noop("address of the sign-in page"),
    },
    translations={
        "ko": (
            "한 달 뒤 계정이 닫힙니다",
            "{name} 님께\n\n"
            "3년 가까이 로그인하지 않으셨고, 이 계정이 필요한 일도 남아 있지 않습니다. 저희는 아무도 쓰지 않는 데이터를 "
            "보관하지 않습니다. {day}에 계정이 닫히고 그 안의 개인 데이터가 지워집니다.\n\n"
            "계정을 유지하려면 **[한 번만 로그인]({link})**해 주십시오.",
        )
    },
)

KINDS = (COPY_READY, DORMANT)
