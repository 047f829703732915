"""Addresses of notices."""

from django.urls import path

from shenbian.desk.notices import sending, views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_them_all, name="notices_read"),
    path("preferences/", views.preferences, name="notice_preferences"),
    path("sending/", sending.sending, name="notices_sending"),
    path("sending/again/", sending.again, name="notices_again"),
    path("<int:pk>/", views.open_one, name="notice"),
]
