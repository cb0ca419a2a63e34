"""The WSGI application gunicorn serves: Django, behind the gate of its sign-in, inside the pages kept for readers."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from portal.accounts.gate import SignInGate
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.wsgi import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = SignInGate(get_wsgi_application())
if not settings.DEBUG:
    application = PageCache(
        application,
        CONTENT_VERSION.edition,
        cookies=settings.READER_COOKIES,
        never=("/admin/", "/documents/", "/healthz", "/readyz", "/static/"),
        secure_header=settings.SECURE_PROXY_SSL_HEADER,
    )

# What is loaded for good is read whole before the processes part, which share it; the collector leaves it alone.
get_resolver().url_patterns  # noqa: B018 - reads every view
gc.collect()
gc.freeze()
