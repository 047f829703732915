"""Addresses of papers and photos."""

from django.urls import path

from shenbian.portal.files import views

urlpatterns = [
    path("", views.take_in, name="file_upload"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/thumb/", views.thumbnail, name="file_thumb"),
]
