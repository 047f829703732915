"""Addresses of the room of accounts."""

from django.urls import path

from shenbian.desk.accounts import views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("open/<int:key>/", views.open_for, name="account-open"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/<slug:verb>/", views.change, name="account-change"),
]
