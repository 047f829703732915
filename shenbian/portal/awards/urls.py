"""Addresses of public notices, which need no sign-in, and of what is mine."""

from django.urls import path

from shenbian.portal.awards import views

public = [
    path("", views.notices, name="public_notices"),
    path("<int:pk>/", views.notice, name="public_notice"),
    path("<int:pk>/object/", views.object_, name="public_notice_object"),
]
mine = [
    path("", views.benefits, name="benefits"),
    path("objections/<int:pk>/withdraw/", views.withdraw, name="objection_withdraw"),
]
