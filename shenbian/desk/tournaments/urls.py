"""Addresses of tournaments."""

from django.urls import path

from shenbian.desk.tournaments import views

urlpatterns = [
    path("of/<int:pk>/", views.listed, name="tournaments"),
    path("of/<int:pk>/new/", views.new, name="tournament_new"),
    path("<int:pk>/", views.tournament, name="tournament"),
    path("<int:pk>/enter/", views.entering, name="tournament_enter"),
    path("matches/<int:pk>/protest/", views.protest, name="match_protest"),
    path("matches/<int:pk>/<slug:name>/", views.match, name="match"),
]
