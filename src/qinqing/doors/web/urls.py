"""Addresses of the door itself."""

from django.urls import path

from qinqing.doors.web import (
    gate,
    health,
    keeping,
    logins,
    oidc,
    own_password,
    phone_sign_in,
    second_factor,
    second_step,
    tokens,
    uploads,
)

app_name = "web"
urlpatterns = [
    path("sign-in/", gate.sign_in, name="sign_in"),
    path("sign-in/phone/", phone_sign_in.ask, name="phone"),
    path("sign-in/phone/code/", phone_sign_in.code, name="phone_code"),
    path("sign-in/code/", second_step.second_step, name="second_step"),
    path("sign-in/oidc/", oidc.start, name="oidc"),
    path("sign-in/oidc/back/", oidc.back, name="oidc_back"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/new/", second_factor.second_factor_replace, name="second_factor_replace"),
    path("second-factor/codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("second-factor/codes/new/", second_factor.recovery_renew, name="recovery_renew"),
    path("second-factor/off/", second_factor.second_factor_off, name="second_factor_off"),
    path("sign-out/", gate.sign_out, name="sign_out"),
    path("desk/post/", gate.choose_post, name="post"),
    path("password/", own_password.change_password, name="password"),
    path("logins/", logins.logins, name="logins"),
    path("logins/end/", logins.logins_end, name="logins_end"),
    path("logins/<int:pk>/end/", logins.login_end, name="login_end"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.token_new, name="token_new"),
    path("tokens/<slug:code>/", tokens.token, name="token"),
    path("tokens/<slug:code>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("large-type/", gate.large_type, name="large_type"),
    path("drafts/", keeping.save, name="drafts"),
    path("drafts/discard/", keeping.discard, name="discard_draft"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<slug:code>/", uploads.upload, name="upload"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]
