"""The settings of the plain pages: a Django project as it begins, on the tables of the portal."""

from pathlib import Path

from tests.served_settings import DATABASES, SECRET_KEY, STATIC_ROOT

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles", "postgres")),
    "django_filters",
    "simple_history",
    "records",
    "axes",
    "partners",
    "missions",
    "tests.bench.plain",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.bench.plain.urls"
ALLOWED_HOSTS = ["localhost"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        # Without DEBUG, each template is read once a process.
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LANGUAGE_CODE = "fr-ca"
TIME_ZONE = "America/Toronto"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
__all__ = ["DATABASES", "SECRET_KEY", "STATIC_ROOT"]
