"""The addresses of signing up and in and of an account's safety, under the names that allauth gives them."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.socialaccount import views as socialaccount
from django.conf import settings
from django.urls import path, re_path

from network.views import connected, entrance, second_factor, security

PROVIDER = {"provider_id": settings.IDENTITY_PROVIDER_ID}

urlpatterns = [
    path("sign-in/", entrance.SignInView.as_view(), name="account_login"),
    path("sign-in/code/", second_factor.CodeView.as_view(), name="mfa_authenticate"),
    path("sign-out/", entrance.SignOutView.as_view(), name="account_logout"),
    path("sign-up/", entrance.SignUpView.as_view(), name="account_signup"),
    path("sign-up/sent/", allauth.EmailVerificationSentView.as_view(), name="account_email_verification_sent"),
    path("closed/", allauth.account_inactive, name="account_inactive"),
    path("address/", security.AddressView.as_view(), name="account_email"),
    path("address/confirm/<str:key>/", entrance.ConfirmEmailView.as_view(), name="account_confirm_email"),
    path("password/", security.ChangePasswordView.as_view(), name="account_change_password"),
    path("password/first/", security.FirstPasswordView.as_view(), name="account_set_password"),
    path("password/forgotten/", entrance.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entrance.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("confirm/", security.ConfirmView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", security.ConfirmByCodeView.as_view(), name="mfa_reauthenticate"),
    path("confirm/there/", connected.confirm_there, name="confirm_there"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/on/", second_factor.SwitchOnView.as_view(), name="mfa_activate_totp"),
    path("second-factor/off/", second_factor.SwitchOffView.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", second_factor.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_factor.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("connected/", connected.ConnectionsView.as_view(), name="socialaccount_connections"),
    path("connected/sign-up/", connected.ConnectedSignUpView.as_view(), name="socialaccount_signup"),
    path("connected/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("single-sign-on/", connected.leave, PROVIDER, name="openid_connect_login"),
    path("single-sign-on/return/", connected.come_back, PROVIDER, name="openid_connect_callback"),
]
