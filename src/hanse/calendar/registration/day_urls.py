"""Addresses of the day itself: tickets, the door, lists, certificates, feedback, files."""

from django.urls import path

from hanse.calendar.registration.views import day_attendance, day_door, day_exports, day_feedback, day_passes

app_name = "day"
urlpatterns = [
    path("activities/<slug:slug>/day/", day_attendance.day, name="day"),
    path("activities/<slug:slug>/attendance/", day_attendance.attendance_list, name="attendance"),
    path("activities/<slug:slug>/attendance.pdf", day_attendance.attendance_pdf, name="attendance-pdf"),
    path("activities/<slug:slug>/badges/", day_attendance.badges, name="badges"),
    path("activities/<slug:slug>/badges.pdf", day_attendance.badges_pdf, name="badges-pdf"),
    path("activities/<slug:slug>/export/", day_exports.export, name="export"),
    path("activities/<slug:slug>/feedback/", day_feedback.results, name="feedback-results"),
    path("activities/<slug:slug>/feedback/questions/", day_feedback.questions, name="feedback-questions"),
    # The worker reaches what lies below its own folder: the page at the door and its answers, nothing else.
    path("activities/<slug:slug>/door/", day_door.door_page, name="door"),
    path("activities/<slug:slug>/door/list.json", day_door.door_roll, name="door-roll"),
    path("activities/<slug:slug>/door/sync/", day_door.door_sync, name="door-sync"),
    path("activities/<slug:slug>/door/worker.js", day_door.door_worker, name="door-worker"),
    path("activities/<slug:slug>/keep-door/<str:token>/", day_door.door_open, name="door-open"),
    path("registrations/<uuid:uid>/ticket/", day_passes.ticket_page, name="ticket"),
    path("registrations/<uuid:uid>/ticket.pdf", day_passes.ticket_pdf_file, name="ticket-pdf"),
    path("registrations/<uuid:uid>/ticket.png", day_passes.ticket_png_file, name="ticket-png"),
    path("registrations/<uuid:uid>/visa-letter/", day_passes.visa, name="visa-letter"),
    path("registrations/<uuid:uid>/join/", day_passes.join, name="join"),
    path("registrations/<uuid:uid>/certificate/", day_passes.certificate_page, name="certificate"),
    path("feedback/<str:token>/", day_feedback.feedback, name="feedback"),
    path("verify/", day_passes.verify, name="verify"),
    path("verify/<str:code>/", day_passes.verified, name="verified"),
    path("verify/<str:code>/certificate.pdf", day_passes.certificate_pdf, name="certificate-pdf"),
    # In capitals, because QR codes pack those into two thirds of the room.
    path("T/<str:token>", day_door.scanned, name="scanned"),
]
