"""What every answer carries and in which order the middleware stands; settings take both from here."""

from csp.constants import NONCE, NONE, SELF

MIDDLEWARE = [
    "qinqing.doors.web.middleware.Headers",
    "qinqing.doors.web.middleware.Compressed",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qinqing.doors.web.middleware.ReadOnly",
    "qinqing.doors.web.middleware.AskedOnce",
    "qinqing.doors.web.middleware.Doorman",
    "qinqing.doors.web.middleware.SignInRequired",
    "qinqing.doors.web.middleware.Troubles",
]

# Scripts by nonce alone: an uploaded file served from our own address can never run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}

# The only tables a GET may write: the session itself, drafts, the counters that hold off guessing, when a token or
# a login was last used, and who opened an appeal.
ACCESS_LOG = "appeals_opening"
GET_MAY_WRITE = frozenset(
    {"django_session", "web_draft", "accounts_attempt", "accounts_tokenuse", "accounts_login", ACCESS_LOG}
)

# An identity provider sends people back by GET, and this is where they are signed in: the only GET that acts. It does
# nothing without the state that this browser's session was given a moment before.
GET_MAY_ACT = frozenset({"/sign-in/oidc/back/"})

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "qinqing.doors.web.context.furniture",
]
