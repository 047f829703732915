"""Addresses of the lines of work."""

from django.urls import path

from shenbian.desk.lines import views

urlpatterns = [
    path("<slug:desk>/", views.line, name="line"),
    path("<slug:desk>/figures/", views.figures, name="line-figures"),
]
