"""The addresses of the network's pages."""

from django.urls import path

from network import views

app_name = "network"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/sign-in/", views.SignInView.as_view(), name="sign_in"),
    path("account/sign-out/", views.SignOutView.as_view(), name="sign_out"),
]
