"""场次: what is open, one of them, booking it, what I may do with my booking."""

from django.urls import path

from shenbian.portal.sessions import booking, calendar, moves, proving, views

urlpatterns = [
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<int:pk>/", views.session, name="session"),
    path("sessions/<int:pk>/book/", booking.book_it, name="book"),
    path("sessions/<int:pk>/prove/", proving.prove, name="prove"),
    path("sessions/<int:pk>/calendar.ics", calendar.of_session, name="session_calendar"),
    path("bookings/<int:pk>/", moves.booking, name="booking"),
    path("bookings/<int:pk>/moves/<str:name>/", moves.move, name="booking_move"),
]
