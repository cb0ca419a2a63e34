"""Settings of the portal: every value from the environment (config/env.py), secure by default.

Those of accounts are in config/accounts.py.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config.accounts import *  # noqa: F403
from config.env import BASE_DIR, LOCAL, env, refuse_to_guess

refuse_to_guess()

# The demo relaxes HTTPS and host rules, on the loopback only: no other host is answered.
DEMO = env("DEMO")
DEBUG = env("DEBUG")
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

SECRET_KEY = env("SECRET_KEY") or "local-only-never-used-in-production"
ALLOWED_HOSTS = LOOPBACK if LOCAL else env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal.apps.BureauAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django_filters",
    "simple_history",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "records",
    "axes",
    "partners",
    "missions",
    "portal",
]

MIDDLEWARE = [
    "portal.headers.FixedHeaders",
    "portal.journal.current.CurrentRequest",
    "csp.middleware.CSPMiddleware",
    "portal.hosts.HealthForAnyHost",
    "portal.hosts.OrdinaryPorts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "records.page_cache.middleware.CopiesAreToldHowFresh",
    "records.page_cache.middleware.FreshForWhoSignedIn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.LanguageOfTheAddress",
    "django.middleware.common.CommonMiddleware",
    "portal.outages.DatabaseOutage",
    "portal.methods.PagesAreRead",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.IdleTimeout",
    "portal.read_back.FormsReadBack",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.middleware.SecondStepRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATE_LOADERS = ["portal.template_loader.UnindentedLoader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Each template is read once a process.
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "records.templatetags.typography",
                "records.templatetags.languages",
                "records.templatetags.documents",
                "records.templatetags.reliability",
                "records.templatetags.unknowns",
                "records.templatetags.papers",
                "records.templatetags.sections",
                "records.templatetags.tables",
                "records.templatetags.charts",
                "records.templatetags.kept",
                "records.templatetags.history",
                "axes.templatetags.marks",
                "portal.templatetags.machine_data",
                "portal.templatetags.descriptions",
                "portal.templatetags.coverage",
                "portal.templatetags.page_tools",
                "portal.templatetags.identity",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "portal.form_renderer.FormRenderer"

# Persistent connections: opening one costs more than most pages.
DATABASES = {"default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is erased leaves no byte in the file.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
else:
    # Statements of a few milliseconds, many joins: compiling each one takes ten times what it saves.
    # A server that cannot be reached is told of within seconds (portal/outages.py), not after minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).update(options="-c jit=off", connect_timeout=3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A mission with all its parts is one form. What is longer is refused, with what was typed (portal/error_views.py).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CSRF_FAILURE_VIEW = "portal.error_views.csrf_failure"
CACHES = {"default": env.cache("CACHE_URL")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Seconds: a cache that no longer answers must not hold the pages back.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=0.5, socket_timeout=0.5)

# Where readers write to: a web address; the pages say so when there is none yet.
CONTACT = env("CONTACT")
# The function responsible for personal information, as the pages name it; they say that it is unknown without.
PRIVACY_OFFICER = env("PRIVACY_OFFICER")
# Days that copies of the database are kept: what is erased is in them until then, and the pages say so.
BACKUP_DAYS = env("BACKUP_DAYS")
# The mark in the header and on papers, a static file, and its words; ours without.
SITE_MARK, SITE_MARK_ALT = env("SITE_MARK"), env("SITE_MARK_ALT")
# What the files of public lists say of themselves: takes a day, returns (label, value) pairs.
PUBLIC_TERMS = "portal.licence.file_terms"
# Which sources anyone may read: takes a day, returns a queryset of them.
CITED_SOURCES = "portal.sources.cited_sources"
# The portal's own address, for the links of its mails.
SITE_URL = (env("SITE_URL") or (f"http://127.0.0.1:{env('PORT')}" if LOCAL else "")).rstrip("/")

# The ports a Host may name; on this machine, any.
SERVED_PORTS = [] if LOCAL else ["80", "443", *filter(None, [str(urlsplit(SITE_URL).port or "")])]

# Mails leave only where EMAIL_URL says; on this machine they are printed. Without it nothing leaves and nothing breaks:
# the nightly command says what to set.
vars().update(env.email_url_config(env("EMAIL_URL") or ("consolemail://" if LOCAL else "dummymail://")))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL") or ("portail@localhost" if LOCAL else "")
# Said in every mail to subscribers, as the law asks: without it none leaves.
POSTAL_ADDRESS = env("POSTAL_ADDRESS") or ("(adresse postale du bureau, à inscrire)" if LOCAL else "")
# Seconds: a mail server that does not answer must not hold a mission back.
EMAIL_TIMEOUT = 10

# A former version is read in the history, never put back behind the back of publication.
SIMPLE_HISTORY_REVERT_DISABLED = True

# French is the source language and is served whatever the browser asks: there is no LocaleMiddleware.
LANGUAGE_CODE = "fr-ca"
# Each language is named in itself.
LANGUAGES = [("fr-ca", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Toronto"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
# The files of documents: a folder that nothing serves but us, or a bucket that several hosts share.
MEDIA_ROOT = BASE_DIR / env("MEDIA_ROOT")
FOLDER_STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
}
BUCKET_STORAGE = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": env("S3_BUCKET"),
        "endpoint_url": env("S3_ENDPOINT_URL") or None,
        "region_name": env("S3_REGION") or None,
        "access_key": env("S3_ACCESS_KEY") or None,
        "secret_key": env("S3_SECRET_KEY") or None,
        "default_acl": None,
        "file_overwrite": False,
    },
}
# Where the proxy in front finds the folder, if it hands over the files in our name; empty: we do.
ACCEL_REDIRECT = "" if env("S3_BUCKET") else env("ACCEL_REDIRECT")
STORAGES = {
    "default": BUCKET_STORAGE if env("S3_BUCKET") else FOLDER_STORAGE,
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}

# Nothing but our own files, on every page, the admin too.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# The files that readers download, made once a version of the content; the processes of a machine share them.
DOWNLOADS_DIR = env("DOWNLOADS_DIR") or BASE_DIR / "downloads"

SECURE_SSL_REDIRECT = not LOCAL
# The load balancer asks after our health over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# A subdomain does not decide for its city.
SECURE_HSTS_PRELOAD = env("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # asks for it of everyone
SECURE_REFERRER_POLICY = "same-origin"
# How many proxies in front each add, at the end of X-Forwarded-For, the address they were asked from.
PROXIES = env("PROXIES") if env("BEHIND_PROXY") else 0
if env("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What no page of ours uses, no page of ours may use; other sites of the city may show our pictures.
UNUSED = "browsing-topics camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
FIXED_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED.split()),
    "Cross-Origin-Resource-Policy": "same-site",
}

# What the OpenAPI document of the API is written with (portal/api/).
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    # A reader may ask for some fields only.
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "POSTPROCESSING_HOOKS": [],
    "SCHEMA_PATH_PREFIX": "",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
}

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
# Those that pages depend on: whoever bears one is answered afresh.
READER_COOKIES = [SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, "messages"]
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "portal.journal.lines.JsonFormatter"},
    },
    "filters": {"secrets": {"()": "portal.journal.lines.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": env("LOG_FORMAT"), "filters": ["secrets"]},
    },
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": env("LOG_LEVEL"), "propagate": False},
        # They tell every page they lay out, every style meant for screens only, every font they read, every link to a
        # part that a record lacks.
        "weasyprint": {"level": "CRITICAL"},
        "fontTools": {"level": "ERROR"},
    },
}
