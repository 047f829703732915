"""Addresses of mixers: everything hangs under its session, and is its owner's alone."""

from django.urls import path

from shenbian.portal.mixers import views

urlpatterns = [
    path("", views.mixers, name="mixers"),
    path("<int:pk>/", views.mixer, name="mixer"),
    path("<int:pk>/profile/", views.profile, name="mixer_profile"),
    path("<int:pk>/choose/", views.choose, name="mixer_choose"),
    path("<int:pk>/contact/<int:profile>/", views.contact, name="mixer_contact"),
]
