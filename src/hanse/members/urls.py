"""Addresses of the directory, of the register, and of who acts for whom."""

from django.urls import path

from hanse.members.views import acting, agreements, directory, doubles, experts, people, profiles, register

app_name = "members"
urlpatterns = [
    path("organisations/", directory.directory, name="directory"),
    path("organisations/<slug:slug>/edit/", profiles.edit, name="edit"),
    path("organisations/<slug:slug>/history/", profiles.history, name="history"),
    path("organisations/<slug:slug>/logo/", profiles.logo, name="logo"),
    path("organisations/<slug:slug>/membership/", register.membership, name="membership"),
    path("organisations/<slug:slug>/membership/new/", register.begin, name="begin"),
    path("organisations/<slug:slug>/membership/dues/", register.note_dues, name="note-dues"),
    path("organisations/<slug:slug>/membership/<int:period>/correct/", register.correct, name="correct"),
    path("organisations/<slug:slug>/membership/<int:period>/strike/", register.strike, name="strike"),
    path("organisations/<slug:slug>/people/", people.people, name="people"),
    path("organisations/<slug:slug>/people/<int:mandate>/", people.mandate, name="mandate"),
    path("organisations/<slug:slug>/people/<int:mandate>/confirm/", people.confirm, name="confirm"),
    path("acting/", acting.acting, name="acting"),
    path("acting/<int:mandate>/shown/", people.shown, name="shown"),
    path("register/", register.register, name="register"),
    path("register/new/", profiles.add, name="add"),
    path("register/dues/", register.dues, name="dues"),
    path("register/mandates/", people.to_confirm, name="to-confirm"),
    path("register/look-alikes/", doubles.doubles, name="doubles"),
    path("register/look-alikes/two/", doubles.tell_apart, name="tell-apart"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.add, name="add-agreement"),
    path("agreements/<int:agreement>/", agreements.edit, name="edit-agreement"),
    path("agreements/<int:agreement>/renew/", agreements.renew, name="renew-agreement"),
    path("agreements/<int:agreement>/lapse/", agreements.lapse, name="lapse-agreement"),
    path("advisory-board/", experts.board, name="board"),
    path("advisory-board/new/", experts.appoint, name="appoint"),
    path("advisory-board/<int:expert>/", experts.edit, name="edit-expert"),
    path("advisory-board/<int:expert>/shown/", experts.agree, name="agree"),
]
