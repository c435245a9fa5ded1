#!/bin/sh
# Webbens start: driftkontrollen först (den vägrar öppen demodörr, svag nyckel, avstängd HTTPS), sedan migreringarna.
set -eu
python manage.py check --deploy --fail-level WARNING
python manage.py migrate --no-input
exec gunicorn styrkedja.wsgi --bind 0.0.0.0:8000 --worker-class sync --workers "${WEB_ARBETARE:-3}" \
    --timeout 60 --max-requests 2000 --max-requests-jitter 200 --no-control-socket --access-logfile -
