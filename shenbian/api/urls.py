"""Addresses of the API: a page that explains it, its document, its operations."""

from django.urls import path

from shenbian.api import views
from shenbian.api.all import patterns

app_name = "api"
urlpatterns = [
    path("", views.index, name="index"),
    path("openapi.json", views.openapi, name="openapi"),
    *patterns(),
]
