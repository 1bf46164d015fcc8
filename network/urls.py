"""The addresses of the network's pages."""

from django.urls import path

from network import views

app_name = "network"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/mail/", views.mail_settings, name="mail_settings"),
    path("account/mail/off/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("account/mail/undelivered/", views.undelivered_mail, name="undelivered_mail"),
    path("account/mail/undelivered/<int:pk>/again/", views.send_mail_again, name="send_mail_again"),
    path("account/mail/sent/", views.demo_mail, name="demo_mail"),
    path("account/mail/sent/<int:pk>/", views.demo_mail_text, name="demo_mail_text"),
    path("account/mail/sent/<int:pk>/html/", views.demo_mail_html, name="demo_mail_html"),
]
