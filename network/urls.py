"""The addresses of the network's pages."""

from django.urls import path

from network import views

app_name = "network"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/details/", views.correct_account, name="correct_account"),
    path("account/organisations/find/", views.find_organisation, name="find_organisation"),
    path("account/organisations/propose/", views.propose, name="propose_organisation"),
    path("account/organisations/<slug:slug>/join/", views.join, name="join"),
    path("account/organisations/<slug:slug>/colleagues/", views.colleagues, name="colleagues"),
    path("account/affiliations/<int:pk>/", views.affiliation, name="affiliation"),
    path("secretariat/", views.secretariat, name="secretariat"),
    path("secretariat/organisations/<slug:slug>/", views.proposed_organisation, name="proposed_organisation"),
    path("secretariat/roles/", views.roles, name="roles"),
    path("secretariat/trail/", views.trail, name="trail"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/mail/", views.mail_settings, name="mail_settings"),
    path("account/mail/off/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("account/mail/undelivered/", views.undelivered_mail, name="undelivered_mail"),
    path("account/mail/undelivered/<int:pk>/again/", views.send_mail_again, name="send_mail_again"),
    path("account/mail/sent/", views.demo_mail, name="demo_mail"),
    path("account/mail/sent/<int:pk>/", views.demo_mail_text, name="demo_mail_text"),
    path("account/mail/sent/<int:pk>/html/", views.demo_mail_html, name="demo_mail_html"),
]
