"""Django's settings, made from one `Config` and nothing else."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hanse.config import DEMO_KEY, Config, ConfigError

CONFIG = Config.from_env(os.environ)
PACKAGE = Path(__file__).resolve().parent
# Databases and caches do not make the folder that they are to lie in.
try:
    CONFIG.data_dir.mkdir(parents=True, exist_ok=True)
except OSError as fault:
    raise ConfigError(
        f"HANSE_DATA_DIR is {CONFIG.data_dir}, and cannot be made there: {fault.strerror}. Name a folder that "
        "exists, or may be made, and that the server may write to."
    ) from None

SECRET_KEY = CONFIG.secret_key or DEMO_KEY
DEBUG = False
ALLOWED_HOSTS = CONFIG.hosts
BASE_URL = CONFIG.base_url
TODAY = CONFIG.today

INSTALLED_APPS = [
    # Ours first, so that our templates stand before those of the libraries.
    "hanse.ui",
    "hanse.audit",
    "hanse.accounts",
    "hanse.accounts.tokens",
    "hanse.members",
    "hanse.post",
    "hanse.post.webhooks",
    "hanse.joining",
    "hanse.calendar",
    "hanse.calendar.registration",
    "hanse.calendar.interest",
    "hanse.regions",
    "hanse.year",
    "hanse.year.importing",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hanse.ui.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hanse.ui.sharing.SharingMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hanse.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hanse.ui.middleware.ReaderMiddleware",
    "hanse.members.acting.ActingMiddleware",
    "hanse.ui.kept.KeptFormMiddleware",
    "hanse.ui.errors.BadFilterMiddleware",
]

ROOT_URLCONF = "hanse.urls"
WSGI_APPLICATION = "hanse.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "hanse.calendar.context.network",
                "hanse.post.context.notices",
            ],
            "builtins": ["django.templatetags.i18n", "hanse.ui.templatetags.ui"],
        },
    }
]

_database = dj_database_url.parse(CONFIG.database, conn_max_age=60)
if _database["ENGINE"].endswith("sqlite3"):
    # Readers never wait for the writer (WAL); a writer takes its place at the start of a transaction,
    # so that it waits up to 20 s in turn instead of failing in the middle with "database is locked".
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
# Ways in: a code by e-mail, a passkey, a password, a city's own identity provider (ADR 0011); then the second factor
# where somebody has one, or has to have one (ADR 0012).
ACCOUNT_ADAPTER = "hanse.accounts.adapters.entering.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = None  # asked on the page; `adapters.entering.remember` decides what it means
ACCOUNT_FORMS = {
    "login": "hanse.accounts.forms.entering.PasswordForm",
    "request_login_code": "hanse.accounts.forms.entering.EnterForm",
    "confirm_login_code": "hanse.accounts.forms.entering.EnterCodeForm",
    "reauthenticate": "hanse.accounts.forms.entering.PasswordAgainForm",
}
MFA_ADAPTER = "hanse.accounts.adapters.factors.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "hanse.accounts.forms.factors.AppForm",
    "authenticate": "hanse.accounts.forms.factors.CodeForm",
    "reauthenticate": "hanse.accounts.forms.factors.CodeAgainForm",
    "authenticate_webauthn": "hanse.accounts.forms.factors.KeyForm",
    "login_webauthn": "hanse.accounts.forms.factors.KeyAloneForm",
    "reauthenticate_webauthn": "hanse.accounts.forms.factors.KeyAgainForm",
    "add_webauthn": "hanse.accounts.forms.factors.AddKeyForm",
    "edit_webauthn": "hanse.accounts.forms.factors.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off; a code works once all the same (accounts.forms.factors)
SOCIALACCOUNT_ADAPTER = "hanse.accounts.adapters.identities.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own page stands before it, and hands over by a link (accounts.views.identities)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_STORE_TOKENS = False
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = CONFIG.remember_days * 24 * 3600

# In files, so that all workers of a machine count the same attempts: the limits on sign-in codes and on searches rest
# on it. Several machines count each for itself, which multiplies a limit by their number and needs no further service.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CONFIG.data_dir.absolute() / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.behind_proxy else 0

LOCALE_PATHS = [PACKAGE / "ui" / "locale", PACKAGE / "calendar/registration/day/locale"]
LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = False

# Rows of a queue in the same database: a task is queued by the transaction that makes it necessary, or not at all.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data_dir.absolute() / "static"
MEDIA_ROOT = CONFIG.data_dir.absolute() / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

DEFAULT_FROM_EMAIL = CONFIG.from_email
SERVER_EMAIL = CONFIG.from_email
BOUNCE_EMAIL = CONFIG.bounce_email
_mail = CONFIG.mail
EMAIL_BACKEND = _mail.backend
EMAIL_HOST = _mail.host
EMAIL_PORT = _mail.port
EMAIL_HOST_USER = _mail.user
EMAIL_HOST_PASSWORD = _mail.password
EMAIL_USE_SSL = _mail.use_ssl
EMAIL_USE_TLS = _mail.use_tls
EMAIL_TIMEOUT = 20
ANYMAIL = {**_mail.service, "WEBHOOK_SECRET": CONFIG.email_events_secret or None, "REQUESTS_TIMEOUT": 20}
# The mailbox of a demonstration takes as many as it gets.
MAIL_PER_MINUTE = CONFIG.email_per_minute if CONFIG.email_url else 0
MAIL_PER_DOMAIN = CONFIG.email_per_domain if CONFIG.email_url else 0

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "hanse.ui.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CONFIG.secure
CSRF_COOKIE_SECURE = CONFIG.secure
SECURE_SSL_REDIRECT = CONFIG.secure
# Whoever watches over the server asks it directly, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if CONFIG.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
# Whether other sites below the same domain speak https is not ours to promise (W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_TRUSTED_ORIGINS = [CONFIG.base_url]
if CONFIG.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": CONFIG.log_level},
}
