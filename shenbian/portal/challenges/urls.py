"""A challenge on the phone: my days, and who is ahead."""

from django.urls import path

from shenbian.portal.challenges import views

urlpatterns = [
    path("entries/<int:pk>/days/", views.days, name="challenge"),
    path("entries/<int:pk>/days/named/", views.named, name="challenge_named"),
    path("editions/<int:pk>/ranking/", views.people, name="ranking"),
    path("editions/<int:pk>/ranking/unions/", views.unions, name="ranking_unions"),
]
