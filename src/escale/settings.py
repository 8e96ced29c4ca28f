"""The one settings file. Values an operator may change are in `environment.py`, documented in docs/configuration.md."""

import os
import secrets
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from escale.environment import BadSetting, Environment, database, mailer


def own_secret_key(folder: Path) -> str:
    """The instance's own key, made at first start and kept readable by its owner only. Raises `BadSetting`."""
    path = folder / "secret-key"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            # Written whole, then named: of two processes that start together, the second reads the first one's key.
            with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".secret-key-") as draft:
                draft.write(secrets.token_urlsafe(50))
                draft.flush()
                with suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_text()
    except OSError as problem:
        raise BadSetting(
            f"Escale ne peut pas écrire dans {folder} : {problem.strerror}. "
            "Donnez ce dossier au compte qui lance Escale, ou choisissez-en un autre avec ESCALE_DATA_DIR."
        ) from problem


try:
    ENVIRONMENT = Environment.read(os.environ)
    DATABASES = {"default": database(ENVIRONMENT.database_url, data_dir=ENVIRONMENT.data_dir)}
    MAILERS = {"default": mailer(ENVIRONMENT.email_url, data_dir=ENVIRONMENT.data_dir)}
    SECRET_KEY = ENVIRONMENT.secret_key or own_secret_key(ENVIRONMENT.data_dir)
except BadSetting as problem:
    sys.exit(str(problem))

SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
PACKAGE = Path(__file__).resolve().parent
DATA_DIR = ENVIRONMENT.data_dir
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
BASE_URL = ENVIRONMENT.base_url.rstrip("/")
HTTPS = BASE_URL.startswith("https://")
OTHER_HOSTS = list(ENVIRONMENT.allowed_hosts)  # Among them the domains of networks: their sites are looked for there.
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", *OTHER_HOSTS]
CSRF_TRUSTED_ORIGINS = [
    BASE_URL,
    # ".example.org" is any host under it, which origins write "*.example.org".
    *(
        f"{urlsplit(BASE_URL).scheme}://{host.replace('.', '*.', 1) if host[0] == '.' else host}"
        for host in OTHER_HOSTS
    ),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Ours before allauth: its templates give way to those of the same name.
    "escale.ui",
    "escale.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # The editor of chronicles and sheets, without its pages, its images nor its documents; ours before it, as above.
    "escale.writing",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "escale.places",
    "escale.people",
    "escale.outbox",
    "escale.agenda",
    "escale.appointments",
    "escale.workshops",
    "escale.questions",
    "escale.activity",
    "escale.directory",
    "escale.mandates",
    "escale.programme",
    "escale.publishing",
    "escale.statistics",
    "escale.offers",
    "escale.networks",
    "escale.feedback",
    "escale.myspace",
    "escale.community",
    "escale.media",
    "escale.sheets",
    "escale.practice",
    "escale.library",
    "escale.api",
    "escale.portal",
    "escale.desk",
    "escale.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "escale.ui.middleware.CompressedPages",
    "escale.ui.middleware.security_headers",
    "escale.ui.middleware.default_time_zone",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "escale.networks.middleware.site_of_network",
    "escale.accounts.middleware.SignInFirst",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "escale.accounts.middleware.first_run",
    "escale.accounts.middleware.session_limits",
    "escale.accounts.middleware.NeedMembership",
    "escale.accounts.middleware.NeedSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "escale.ui.middleware.french_typography",
    "escale.ui.middleware.refused_methods",
    "escale.writing.gate.EditorGate",
]

ROOT_URLCONF = "escale.urls"
WSGI_APPLICATION = "escale.wsgi.application"

TEMPLATE_BUILTINS = [
    "django.templatetags.static",
    "escale.ui.templatetags.components",
    "escale.ui.templatetags.words",
]
"""Libraries no template has to load: those of pages, and those of the forms they draw."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "escale.ui.context.display_choices",
                "escale.accounts.context.membership",
                "escale.feedback.context.page_feedback",
                "escale.portal.heads.page_head",
                "escale.networks.context.site",
            ],
            "builtins": TEMPLATE_BUILTINS,
        },
    },
]
FORM_RENDERER = "escale.ui.forms.Renderer"

# No ATOMIC_REQUESTS: with IMMEDIATE transactions every page would take SQLite's only write lock.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "escale.accounts.signed_in.SignedIn",
    "escale.writing.permissions.WritingBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:my-day"
LOGOUT_REDIRECT_URL = "portal:home"
FIRST_STEPS_URL = "desk:setup-venues"  # Where an organization that has just been created is led.

ACCOUNT_ADAPTER = "escale.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"set_up": "10/m/ip"}
ACCOUNT_FORMS = {
    "login": "escale.accounts.forms.sign_in.SignInForm",
    "request_login_code": "escale.accounts.forms.sign_in.RequestCodeForm",
    "confirm_login_code": "escale.accounts.forms.sign_in.SignInCodeForm",
    "reauthenticate": "escale.accounts.forms.sign_in.PasswordAgainForm",
    "reset_password": "escale.accounts.forms.sign_in.ForgottenPasswordForm",
    "confirm_password_reset_code": "escale.accounts.forms.sign_in.PasswordCodeForm",
    "reset_password_from_key": "escale.accounts.forms.sign_in.ReplacePasswordForm",
    "change_password": "escale.accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "escale.accounts.forms.sign_in.ChoosePasswordForm",
}
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600  # Three minutes, by default, is short for a mail to come.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 1800
MFA_ADAPTER = "escale.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "escale.accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "escale.accounts.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "escale.accounts.forms.sign_in.ActivateAppForm",
    "add_webauthn": "escale.accounts.forms.sign_in.AddKeyForm",
    "edit_webauthn": "escale.accounts.forms.sign_in.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Escale"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # It would write at each page; accounts.sessions does, once a minute.

DEMO_PASSWORD = "demo escale vitre"  # noqa: S105 - opens nothing but an invented database, and is shown there
DEMO_LOGINS = ("maelle@example.org", "amina@example.org", "helene@example.org", "karim@example.org")
DEMO_SPACE = ("+33639980295", "Lucette")  # Whose own space a visitor of the demonstration may open.
SECOND_FACTOR_REQUIRED = ENVIRONMENT.require_second_factor and not DEMO
SESSION_ABSOLUTE_SECONDS = 12 * 3600
SESSION_IDLE_SECONDS = 3 * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "escale.ui.errors.csrf_failure"

CACHES = {
    # Counters of rate limits must be shared by every process of an instance, hence the database.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"},
}

LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_TIME_ZONE = ENVIRONMENT.default_time_zone

# The editor: for writing only. Signing in, accounts, roles and mail are Escale's.
WAGTAIL_SITE_NAME = "Escale"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_USER_TIME_ZONES = [DEFAULT_TIME_ZONE]
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # It would ask another site from each browser.
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""  # There are no pages of Wagtail an address could be one of.

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "escale.ui.static_files.StaticFiles"},
}

MAP_TILES, MAP_CREDIT = ENVIRONMENT.map_tiles, ENVIRONMENT.map_credit
_TILES_HOST = [f"https://{urlsplit(MAP_TILES).netloc}"] if MAP_TILES else []

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *_TILES_HOST],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = False  # The proxy in front redirects; inside, requests are plain.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "escale.ui.uploads.Weighed",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SMS_BACKEND = ENVIRONMENT.sms_backend
SMS_COUNTRIES = frozenset(ENVIRONMENT.sms_countries)
SMS_PER_DAY = ENVIRONMENT.sms_per_day
EMAIL_FROM = DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
CALENDAR_HOSTS = frozenset(host.lower() for host in ENVIRONMENT.calendar_hosts)
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
PUBLIC_PHONE = ENVIRONMENT.public_phone
LEGAL_PUBLISHER, LEGAL_DIRECTOR, LEGAL_HOST = (
    ENVIRONMENT.legal_publisher,
    ENVIRONMENT.legal_director,
    ENVIRONMENT.legal_host,
)
SOURCE_URL = ENVIRONMENT.source_url

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # Unique whatever the capitals: a constraint on Lower("email"), which the check doesn't read.
    "security.W008",  # SSL redirect: the proxy's work, said in docs/operations.md.
    "security.W021",  # HSTS preload: a choice of the domain's owner, never of a package.
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "escale": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
