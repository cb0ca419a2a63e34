"""Every variable the portal reads from its environment, with its default and who must set it."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def _names(text):
    """Return the names in a list, whatever spaces stand around its commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


env = environ.Env(
    DEMO=(bool, False),
    DEBUG=(bool, False),
    SECRET_KEY=(str, ""),
    ALLOWED_HOSTS=(_names, []),
    CSRF_TRUSTED_ORIGINS=(_names, []),
    DATABASE_URL=(str, f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
    CACHE_URL=(str, "locmemcache://"),
    CONTACT=(str, ""),
    SITE_URL=(str, ""),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, ""),
    POSTAL_ADDRESS=(str, ""),
    BEHIND_PROXY=(bool, False),
    PROXIES=(int, 1),
    HSTS_PRELOAD=(bool, False),
    MEDIA_ROOT=(str, "media"),
    ACCEL_REDIRECT=(str, ""),
    S3_BUCKET=(str, ""),
    S3_ENDPOINT_URL=(str, ""),
    S3_REGION=(str, ""),
    S3_ACCESS_KEY=(str, ""),
    S3_SECRET_KEY=(str, ""),
    FOUR_EYES=(bool, True),
    REQUIRE_MFA=(bool, True),
    MFA_KEYS=(list, []),
    OIDC_SERVER=(str, ""),
    OIDC_CLIENT_ID=(str, ""),
    OIDC_CLIENT_SECRET=(str, ""),
    OIDC_NAME=(str, "Compte de la Ville"),
    OIDC_DOMAINS=(_names, []),
    SESSION_IDLE_MINUTES=(int, 60),
    BACKUP_DAYS=(int, 30),
    PRIVACY_OFFICER=(str, ""),
    SITE_MARK=(str, ""),
    SITE_MARK_ALT=(str, ""),
    LOG_LEVEL=(str, "INFO"),
    LOG_FORMAT=(str, "line"),
    DOWNLOADS_DIR=(str, ""),
    PORT=(int, 8000),
    WEB_WORKERS=(int, 2),
    WEB_THREADS=(int, 16),
)
environ.Env.read_env(BASE_DIR / ".env")

# On one machine, for whoever works on the portal or looks at it.
LOCAL = env("DEMO") or env("DEBUG")

# Without these, production would run on a guess.
REQUIRED_IN_PRODUCTION = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL")


def refuse_to_guess():
    """Raise ImproperlyConfigured naming the variables production lacks, or that say half of something.

    The demo and development need none.
    """
    missing = [name for name in REQUIRED_IN_PRODUCTION if not env.str(name, default="")]
    if missing and not env("DEMO") and not env("DEBUG"):
        raise ImproperlyConfigured(
            f"Production refuse de démarrer sans\u00a0: {', '.join(missing)}. "
            "Définissez ces variables (voir .env.example), ou DEMO=1 pour une démonstration sur cette machine."
        )
    if env("OIDC_SERVER") and not (env("OIDC_CLIENT_ID") and env("OIDC_CLIENT_SECRET")):
        raise ImproperlyConfigured("OIDC_SERVER demande OIDC_CLIENT_ID et OIDC_CLIENT_SECRET (voir .env.example).")
    if env("OIDC_SERVER") and not LOCAL and not env("OIDC_SERVER").startswith("https://"):
        raise ImproperlyConfigured("OIDC_SERVER commence par https:// (voir .env.example).")
    _refuse_half_a_mark()


def _refuse_half_a_mark():
    """Raise ImproperlyConfigured where SITE_MARK names no file of `static/`, or comes without its words."""
    mark = env("SITE_MARK")
    if mark and not env("SITE_MARK_ALT"):
        raise ImproperlyConfigured("SITE_MARK demande SITE_MARK_ALT, ce que dit la marque (voir .env.example).")
    if mark and not (BASE_DIR / "static" / mark).is_file():
        raise ImproperlyConfigured(f"SITE_MARK nomme un fichier qui n’est pas dans static/\u00a0: {mark}.")
