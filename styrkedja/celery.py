"""Celery: en dörr till in i handlingarna. En uppgift bär bara ett id; arbetet ligger i utkorgen."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styrkedja.settings")

app = Celery("styrkedja")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
