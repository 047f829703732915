"""Addresses of streams."""

from django.urls import path

from shenbian.desk.streams import views

urlpatterns = [
    path("", views.listed, name="streams"),
    path("new/", views.new, name="stream-new"),
    path("<int:pk>/", views.stream, name="stream"),
    path("<int:pk>/readings/", views.read, name="stream-read"),
]
