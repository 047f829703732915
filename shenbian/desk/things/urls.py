"""Addresses of things and their moves."""

from django.urls import path

from shenbian.desk.things import filing, views

urlpatterns = [
    path("<str:label>/<int:pk>/", views.thing, name="thing"),
    path("<str:label>/<int:pk>/papers/", filing.papers, name="thing_papers"),
    path("<str:label>/<int:pk>/moves/<slug:name>/", views.move, name="move"),
]
