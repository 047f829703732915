"""Addresses of goods."""

from django.urls import path

from shenbian.desk.goods import handing, views

urlpatterns = [
    path("", views.campaigns, name="goods"),
    path("buy/", views.buying, name="goods_buy"),
    path("stores/new/", views.storing, name="goods_store"),
    path("<int:pk>/", views.campaign, name="goods_campaign"),
    path("<int:pk>/allot/", views.allotting, name="goods_allot"),
    path("<int:pk>/issue/", handing.handing, name="goods_issue"),
    path("<int:pk>/slip/", handing.slip, name="goods_slip"),
    path("stores/<int:pk>/count/", handing.counting, name="goods_count"),
    path("stores/<int:pk>/lost/", handing.losing, name="goods_lost"),
]
