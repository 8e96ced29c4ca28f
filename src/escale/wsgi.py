"""The WSGI application granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")

application = get_wsgi_application()

# Nothing loaded so far, every page included, is ever let go: looking through all of it again, now and then, made a request
# wait a sixth of a second.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
