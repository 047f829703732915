"""Addresses of teams of volunteers."""

from django.urls import path

from shenbian.desk.teams import views

urlpatterns = [
    path("", views.teams, name="teams"),
    path("new/", views.new, name="team_new"),
    path("<int:pk>/", views.team, name="team"),
    path("<int:pk>/take-in/", views.taking_in, name="team_take_in"),
    path("<int:pk>/offer/", views.offering, name="team_offer"),
]
