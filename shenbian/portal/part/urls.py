"""参加 and 办事: what is open, and my part in it."""

from django.urls import path

from shenbian.portal.part import entries, filling, through, views

urlpatterns = [
    path("take-part/", views.take_part, name="take_part"),
    path("apply/", views.apply, name="apply"),
    path("editions/<int:pk>/", views.edition, name="edition"),
    path("editions/<int:pk>/begin/", filling.begin, name="begin"),
    path("editions/<int:pk>/whole/", filling.whole, name="whole"),
    path("s/<str:number>/", through.through, name="through"),
    path("entries/<int:pk>/", entries.entry, name="entry"),
    path("entries/<int:pk>/fill/<str:step>/", filling.step, name="step"),
    path("entries/<int:pk>/summary/", filling.summary, name="summary"),
    path("entries/<int:pk>/moves/<str:name>/", entries.move, name="move"),
    path("me/entries/", entries.entries, name="entries"),
]
