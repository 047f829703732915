"""Addresses of the field."""

from django.urls import path

from shenbian.desk.field import views

urlpatterns = [
    path("", views.field, name="field"),
    path("scan/", views.scan, name="field_scan"),
    path("<slug:key>/", views.verb, name="field_verb"),
]
