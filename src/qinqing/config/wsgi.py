"""The application as web servers call it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
application = get_wsgi_application()

# What is loaded by now stays. Sweeping through all of it again would hold somebody's page up for a tenth of a second.
gc.collect()
gc.freeze()
