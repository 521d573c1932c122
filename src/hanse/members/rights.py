"""What a membership gives: rights by category and status, and which mandates use them.

The statutes, as the public record quotes them (http://www.we-gov.org/Governance,
http://wego.ulregion.ru/news/53.html), give full members the vote and let associate members attend the General
Assembly and present opinions. Of friendship and corporate members the record says nothing; they take part in what is
for members and speak, but do not vote. A network with other statutes changes the tables of this page, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from hanse.members.choices import Category, Kind, MandateRole, MembershipStatus


@dataclass(frozen=True, slots=True)
class Rights:
    """What an organisation may do on a day."""

    vote: bool = False
    speak: bool = False
    member_activities: bool = False
    submit_projects: bool = False


# Nothing was decided, and nobody was a member, before the year in which the network was founded.
FOUNDED = 2010
# Which kinds of organisations each category is for.
KINDS: dict[Category, tuple[Kind, ...]] = {
    Category.FULL: (Kind.CITY,),
    Category.ASSOCIATE: (Kind.CITY,),
    Category.FRIENDSHIP: (Kind.INSTITUTION,),
    Category.CORPORATE: (Kind.COMPANY,),
}
NONE = Rights()
_FULL = Rights(vote=True, speak=True, member_activities=True, submit_projects=True)
_TAKES_PART = Rights(speak=True, member_activities=True, submit_projects=True)
_SPEAKS = Rights(speak=True, member_activities=True)
OF_CATEGORY: dict[str, Rights] = {
    Category.FULL: _FULL,
    Category.ASSOCIATE: _TAKES_PART,
    Category.FRIENDSHIP: _SPEAKS,
    Category.CORPORATE: _SPEAKS,
    # On record as a member, in a category that the record does not name: a vote is not given on a guess.
    "": _TAKES_PART,
}
# Who casts a vote or speaks for an organisation; contacts and staff prepare, but do not decide.
VOTES = frozenset({MandateRole.HEAD, MandateRole.CIO, MandateRole.DELEGATE})
SPEAKS = VOTES | {MandateRole.CONTACT}


def rights_of(category: str, status: str) -> Rights:
    """The rights of a category in a status: whose approval is pending has an associate's, who is suspended has none."""
    if status == MembershipStatus.ACTIVE:
        return OF_CATEGORY[category]
    if status == MembershipStatus.ASSOCIATE:
        return _without_vote(OF_CATEGORY[category])
    return NONE


def of_mandate(rights: Rights, role: str) -> Rights:
    """What one mandate may use of an organisation's rights."""
    return Rights(
        vote=rights.vote and role in VOTES,
        speak=rights.speak and role in SPEAKS,
        member_activities=rights.member_activities,
        submit_projects=rights.submit_projects,
    )


def _without_vote(rights: Rights) -> Rights:
    return Rights(False, rights.speak, rights.member_activities, rights.submit_projects)
