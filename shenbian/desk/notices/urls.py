"""Addresses of notices."""

from django.urls import path

from shenbian.desk.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_them_all, name="notices_read"),
    path("preferences/", views.preferences, name="notice_preferences"),
    path("<int:pk>/", views.open_one, name="notice"),
]
