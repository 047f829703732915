"""Addresses of one's own hardship file; its applicant's alone."""

from django.urls import path

from shenbian.portal.aid import views

urlpatterns = [
    path("", views.mine, name="aid"),
    path("begin/<slug:programme>/", views.begin, name="aid_begin"),
    path("<int:pk>/", views.file, name="aid_file"),
    path("<int:pk>/kept/", views.kept, name="aid_kept"),
    path("<int:pk>/home/", views.home, name="aid_home"),
    path("<int:pk>/home/<int:place>/", views.member, name="aid_member"),
    path("<int:pk>/papers/", views.papers, name="aid_papers"),
    path("<int:pk>/send/", views.send, name="aid_send"),
    path("<int:pk>/withdraw/", views.withdraw, name="aid_withdraw"),
    path("<int:pk>/<slug:part>/", views.part, name="aid_part"),
]
