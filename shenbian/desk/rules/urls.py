"""Addresses of the rulebook and the rosters."""

from django.urls import path

from shenbian.desk.rules import rosters, views

urlpatterns = [
    path("rules/", views.index, name="rules"),
    path("rules/<slug:key>/", views.rule, name="rule"),
    path("rules/<slug:key>/propose/", views.propose, name="rule-propose"),
    path("rosters/<slug:key>/", rosters.roster, name="roster"),
    path("rosters/<slug:key>/propose/", rosters.propose, name="roster-propose"),
]
