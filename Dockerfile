# En bild för webb, arbetare och klocka; kommandot väljs i docker-compose.yml. Körs aldrig som root.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=styrkedja.settings \
    VAR=/var/lib/styrkedjan \
    STATIC_ROOT=/srv/styrkedjan/staticfiles

# Pango och ett typsnitt för PDF; mer behöver WeasyPrint inte.
RUN apt-get update -qq \
    && apt-get install -qq -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/styrkedjan --create-home styrkedjan

WORKDIR /srv/styrkedjan
COPY requirements/bas.txt requirements/bas.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/bas.txt

COPY . .
# De statiska filerna får sina namn efter innehållet. Nyckeln finns bara medan raden körs och skrivs ingenstans.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" VAR=/tmp/bygge \
    python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/bygge \
    && python -m compileall -q styrkedja analysunderlag vp_uppdrag kvalitetsrapporter dialoger

USER styrkedjan
VOLUME /var/lib/styrkedjan
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=4 CMD ["python", "drift/halsa.py"]
CMD ["sh", "drift/webb.sh"]
