"""All settings, read from the environment; ``docs`` list the variables. Tests use this same file."""

from typing import Any

from qinqing import __version__
from qinqing.config import environment as env
from qinqing.doors.web import policy
from qinqing.kernel.actors import GROUPS, STAFF

# --- Where things are -------------------------------------------------------------------------------------------------

QINQING_DATA = env.folder("QINQING_DATA", "var")
DATABASES = {"default": env.database(env.text("QINQING_DATABASE_URL"), data=QINQING_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who runs it ------------------------------------------------------------------------------------------------------

QINQING_COUNTY = env.text("QINQING_COUNTY", "云岭县")
QINQING_COUNTY_GIVEN = bool(env.text("QINQING_COUNTY")) or env.flag("QINQING_DEMO")
DEMO_CONTACT = (
    "电话=0000-6123456；传真=0000-6123457；电子邮箱=jiedairi@yunling.example；"
    "地址=云岭县岭城镇振兴路18号县财政综合大楼8楼806室；时间=工作日上午8:30—12:00，下午14:00—17:30"
)
QINQING_CONTACT = env.text("QINQING_CONTACT", DEMO_CONTACT if env.flag("QINQING_DEMO") else "")
QINQING_DEMO = env.flag("QINQING_DEMO")
QINQING_DEMO_PASSWORD = env.text("QINQING_DEMO_PASSWORD", "Qinqing-2026-demo" if QINQING_DEMO else "")
QINQING_METRICS_TOKEN = env.text("QINQING_METRICS_TOKEN")
QINQING_BACKUP_PASSPHRASE = env.text("QINQING_BACKUP_PASSPHRASE")
QINQING_API_PER_MINUTE = env.number("QINQING_API_PER_MINUTE", 120)
QINQING_OUTGOING_INSIDE = frozenset(env.words("QINQING_OUTGOING_INSIDE"))
QINQING_SOFFICE = env.program(
    "QINQING_SOFFICE", ("soffice", "libreoffice")
)  # makes previews; without it there are none
QINQING_PROXIES = env.number("QINQING_PROXIES", 0)

# --- What it is made of -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "qinqing.services.accounts",
    "qinqing.services.journal",
    "qinqing.services.calendar",
    "qinqing.services.documents",
    "qinqing.services.search",
    "qinqing.services.notifications",
    "qinqing.services.exchange",
    "qinqing.services.letters",
    "qinqing.procedure.plan",
    "qinqing.procedure.register",
    "qinqing.procedure.appeals",
    "qinqing.procedure.receptions",
    "qinqing.procedure.decisions",
    "qinqing.procedure.supervision",
    "qinqing.procedure.bulletins",
    "qinqing.procedure.outreach",
    "qinqing.procedure.city",
    "qinqing.doors.web",
    "qinqing.doors.portal",
    "qinqing.doors.console",
    "qinqing.doors.api",
    "qinqing.doors.operations",
    "qinqing.config",
]
ROOT_URLCONF = "qinqing.config.urls"
WSGI_APPLICATION = "qinqing.config.wsgi.application"
QINQING_URGENT = "qinqing.config.wiring.URGENT"
QINQING_DUTIES = "qinqing.config.wiring.DUTIES"  # a name, since the doors may not import the floor above them
MIDDLEWARE = policy.MIDDLEWARE
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [*policy.CONTEXT_PROCESSORS, "qinqing.doors.console.navigation.desk"]},
    }
]
FORM_RENDERER = "qinqing.doors.web.rendering.Renderer"

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- Secrets, sign-in, sessions ---------------------------------------------------------------------------------------

DEBUG = env.flag("QINQING_DEBUG")
SECRET_KEY = env.secret("QINQING_SECRET_KEY", QINQING_DATA / "secret.key")
SECRET_KEY_FALLBACKS = env.words("QINQING_OLD_SECRET_KEYS")
ALLOWED_HOSTS = env.words("QINQING_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("QINQING_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "qinqing.doors.web.errors.csrf_failure"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads passwords brought from other systems
]
QINQING_PASSWORD_POLICY = env.choice("QINQING_PASSWORD_POLICY", "dengbao", ("dengbao", "modern"))
QINQING_PASSWORD_DAYS = env.number("QINQING_PASSWORD_DAYS", 90)  # of dengbao; 0: never
QINQING_PASSWORD_REMEMBERED = env.number("QINQING_PASSWORD_REMEMBERED", 5)
QINQING_SECOND_FACTOR = env.several(
    "QINQING_SECOND_FACTOR", "administrators", among=(*GROUPS, *(role.value for role in STAFF))
)
QINQING_OIDC = {
    "issuer": env.text("QINQING_OIDC_ISSUER").rstrip("/"),
    "client": env.text("QINQING_OIDC_CLIENT"),
    "secret": env.text("QINQING_OIDC_SECRET"),
    "claim": env.text("QINQING_OIDC_CLAIM", "sub"),
    "scopes": env.text("QINQING_OIDC_SCOPES", "openid profile"),
    "name": env.text("QINQING_OIDC_NAME", "统一身份认证"),
}
QINQING_IMAP: dict[str, Any] = {  # the mailbox that enterprises write to; without a host none is read
    "host": env.text("QINQING_IMAP_HOST"),
    "port": env.number("QINQING_IMAP_PORT", 993),
    "user": env.text("QINQING_IMAP_USER"),
    "password": env.text("QINQING_IMAP_PASSWORD"),
    "folder": env.text("QINQING_IMAP_FOLDER", "INBOX"),
    "tls": env.choice("QINQING_IMAP_TLS", "tls", ("tls", "starttls", "none")),
    "minutes": env.number("QINQING_IMAP_MINUTES", 3),
    "megabytes": env.number("QINQING_IMAP_MEGABYTES", 60),
    "acknowledge": env.flag("QINQING_IMAP_ACKNOWLEDGE"),
}
SESSION_ENGINE = "qinqing.doors.web.session_store"
QINQING_SESSION_HOURS = env.number("QINQING_SESSION_HOURS", 12)  # the longest a session may live
QINQING_IDLE_MINUTES = env.number("QINQING_IDLE_MINUTES", 30)  # and how long one of the staff may lie untouched
QINQING_CONFIRM_MINUTES = env.number(
    "QINQING_CONFIRM_MINUTES", 15
)  # and how long a proof of who is there serves for what weighs much
SESSION_COOKIE_AGE = QINQING_SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"  # a cookie; long ones in the session

# --- HTTPS: on when the address people use begins with https ----------------------------------------------------------

QINQING_HTTPS = env.flag("QINQING_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = QINQING_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if QINQING_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if QINQING_HTTPS else "csrf"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the proxy before the server redirects; /healthz must answer plain requests
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if QINQING_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if QINQING_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Sizes ------------------------------------------------------------------------------------------------------------

MEBIBYTE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * MEBIBYTE  # text pasted from a word processor with its pictures must not be lost
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
QINQING_WAITING_LIMIT = env.number("QINQING_WAITING_MEGABYTES", 20 * 1024) * MEBIBYTE  # files of forms not sent yet
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE  # larger files go to a temporary file
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Static files: served by the application itself, found inside the package, never collected ------------------------

STATIC_URL = f"/static/{__version__}/"  # a new version is a new address: browsers never mix two versions
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# --- Messages to the operator -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("QINQING_LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
