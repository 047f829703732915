"""Addresses of what makes the portal installable."""

from django.urls import path

from shenbian.portal.install import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("token/", views.token, name="token"),
]
