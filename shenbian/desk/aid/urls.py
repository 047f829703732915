"""Addresses of hardship files."""

from django.urls import path

from shenbian.desk.aid import changing, giving, views

urlpatterns = [
    path("", views.files, name="aid"),
    path("notice/", views.notice, name="aid_notice"),
    path("give/", giving.give, name="aid_give"),
    path("pay/", giving.pay, name="aid_pay"),
    path("<int:pk>/", views.file, name="aid_file"),
    path("<int:pk>/paper/", views.paper, name="aid_paper"),
    path("<int:pk>/amounts/", changing.amounts, name="aid_amounts"),
    path("<int:pk>/help/", views.helping, name="aid_help"),
]
