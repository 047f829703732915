"""Addresses of lives. A person is named by the key that says nothing."""

from django.urls import path

from shenbian.desk.lives import views

urlpatterns = [
    path("people/<int:key>/", views.person, name="person"),
    path("people/<int:key>/reveal/<slug:field>/", views.reveal, name="reveal"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("organisations/<int:pk>/figures/", views.figures, name="organisation-figures"),
    path("units/<int:pk>/", views.unit, name="unit"),
]
