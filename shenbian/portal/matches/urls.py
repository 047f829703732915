"""Addresses of my matches and of the tournaments that everybody may look at."""

from django.urls import path

from shenbian.portal.matches import views

urlpatterns = [
    path("", views.matches, name="matches"),
    path("<int:pk>/", views.tournament, name="tournament"),
]
