"""Addresses of editions."""

from django.urls import path

from shenbian.desk.editions import views

urlpatterns = [
    path("", views.listed, name="editions"),
    path("new/", views.choose, name="edition-choose"),
    path("new/<slug:programme>/", views.new, name="edition-new"),
    path("<int:pk>/", views.edition, name="edition"),
    path("<int:pk>/figures/", views.figures, name="edition-figures"),
    path("<int:pk>/hosts/", views.hosts, name="edition-hosts"),
    path("<int:pk>/clone/", views.cloned, name="edition-clone"),
]
