"""Addresses of public notices and of what is given by decision."""

from django.urls import path

from shenbian.desk.awards import paying, views

urlpatterns = [
    path("", views.awards, name="awards"),
    path("announce/<slug:programme>/", views.announce, name="award_announce"),
    path("pay/<slug:programme>/", paying.pay, name="award_pay"),
    path("notices/<int:pk>/", views.notice, name="award_notice"),
    path("notices/<int:pk>/objection/", views.objection, name="award_objection"),
]
