"""Alla inställningar, ur miljön. Utan miljö: en maskin utan något installerat, SQLite och inbyggd kö under var/.

DATABASE_URL flyttar till PostgreSQL, REDIS_URL till Redis, DEMO öppnar demodörren. Inget annat skiljer
en demo från drift; `manage.py check --deploy` vägrar när demodörren är öppen i drift.
"""

from datetime import timedelta
from pathlib import Path

import django
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

# --- Grund -------------------------------------------------------------------------------------
VAR = Path(env("VAR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
#: Dagen som demon ska tro att det är (ÅÅÅÅ-MM-DD). Tomt: den verkliga dagen.
DEMO_IDAG = env("DEMO_IDAG", default="")
# Utan nyckel startar bara demo och utveckling: en känd nyckel i drift vore en öppen dörr.
SECRET_KEY = env("SECRET_KEY", default="bara-for-utveckling-och-demo-" * 3) if DEMO or DEBUG else env("SECRET_KEY")
#: Nyckeln till hemliga texter och datorns kopior. Egen, så att den kan förvaras skild från databasen och SECRET_KEY.
TEXTNYCKEL = env("TEXTNYCKEL", default=f"text:{SECRET_KEY}" if DEMO or DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Rummen, nedifrån och upp ------------------------------------------------------------------
#: Ett rum importerar bara från rum under sig. Kärnan känner inget rum vid namn: den samlar över listan.
RUM = ["styrkedja", "analysunderlag", "vp_uppdrag", "kvalitetsrapporter", "dialoger"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    # Bara för redigerarens skript: fälten och widgetarna i paketet används inte (docs/beslut/0013).
    "django_prose_editor",
    "csp",
    *RUM,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "styrkedja.middleware.Sessionstid",
    "styrkedja.middleware.InloggningKravs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "styrkedja.middleware.IngenCache",
]

ROOT_URLCONF = "styrkedja.urls"
WSGI_APPLICATION = "styrkedja.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Djangos egna mallar för inmatningsfälten, efter våra: vår renderare (forms/rendering.py) hämtar dem här.
        "DIRS": [BASE_DIR / "templates", Path(django.__file__).parent / "forms" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "styrkedja.context_processors.sidram",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
            "builtins": [
                "styrkedja.templatetags.svenska",
                "styrkedja.templatetags.delar",
                "styrkedja.templatetags.text",
            ],
        },
    }
]
FORM_RENDERER = "styrkedja.forms.rendering.Delrenderare"

# --- Databas -----------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'styrkedja.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # En skrivare i taget utan "database is locked": ta skrivlåset när transaktionen börjar.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Frågorna planeras en gång per anslutning i stället för varje gång. Bakom en pgbouncer i transaktionsläge: FORBERED=0.
    if env.bool("FORBERED", default=True):
        DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=4)

# --- Kö: Redis när den finns, annars en mapp ---------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
KO_MAPP = VAR / "ko"
#: En kö som inte svarar får inte hålla kvar den som trycker på knappen: raden väntar i utkorgen på sopningen.
KO_BORTA: dict[str, object] = {
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(KO_MAPP / "post"),
        "data_folder_out": str(KO_MAPP / "post"),
        "control_folder": str(KO_MAPP / "styr"),
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = KO_BORTA
#: Egen kö, så att flera kan dela en Redis.
CELERY_TASK_DEFAULT_QUEUE = env("KO", default="styrkedja")
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/Stockholm"
#: Hur ofta beat sopar utkorgen. Kort i demon så att en vän som tittar på slipper vänta.
SVEP_SEKUNDER = env.int("SVEP_SEKUNDER", default=10 if DEMO else 60)
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
CELERY_BEAT_SCHEDULE = {
    # En sopning som ingen hann göra före nästa är ingenting värd: står arbetaren stilla ska kön inte växa.
    "svep-utkorgen": {
        "task": "styrkedja.tasks.svep",
        "schedule": timedelta(seconds=SVEP_SEKUNDER),
        "options": {"expires": SVEP_SEKUNDER},
    },
    # På natten: den läser mycket. En missad natt tas igen nästa.
    "skrivhistoriken": {
        "task": "styrkedja.tasks.gallra_skrivhistorik",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3 * 3600},
    },
    "egna-anteckningar": {
        "task": "dialoger.tasks.gallra_egna_anteckningar",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3 * 3600},
    },
    # Tätare än varje natt: uppgiften är idempotent och gör själv bara det som saknas för dagen.
    "arshjulet": {"task": "styrkedja.tasks.nattens_hjul", "schedule": timedelta(hours=1), "options": {"expires": 3600}},
}

# --- Människor och sessioner -------------------------------------------------------------------
AUTH_USER_MODEL = "styrkedja.Person"
AUTHENTICATION_BACKENDS = ["styrkedja.inloggning.Personinloggning"]
LOGIN_URL = "logga-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "logga-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "styrkedja.sessionslager"
#: Vilotid och längsta tid, i sekunder. Skrivande räknas som att vara här; sidans egna pulser gör det inte.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_LANGST = 12 * 3600
# Kakorna lever så länge fönstret är öppet: en delad dator ska inte minnas vem som satt där.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "styrkedja.views.fel.csrf_nekad"
CSRF_COOKIE_HTTPONLY = False

# --- Säkerhet ----------------------------------------------------------------------------------
#: HTTPS är utgångsläget; demon på localhost är undantaget.
HTTPS = env.bool("HTTPS", default=not (DEMO or DEBUG))
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BAKOM_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Språk och tid -----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# --- Filer -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "filer")))
#: Manifestet ger filerna namn efter innehåll; utan collectstatic (prov, utveckling) läses de som de är.
MANIFEST = env.bool("MANIFEST", default=HTTPS)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "styrkedja.statiskt.Statiskt"
        if MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not MANIFEST

# --- E-post ------------------------------------------------------------------------------------
EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(VAR / "mejl")
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="styrkedjan@localhost")

#: Husets adress utåt, så som den står i brevens länkar.
WEBBADRESS = env("WEBBADRESS", default="http://localhost:8000")

# --- Hämtning utifrån --------------------------------------------------------------------------
#: Koladas öppna gränssnitt, till exempel https://api.kolada.se. Tomt: hämtningen är avstängd, och bara filer läses in.
KOLADA_ADRESS = env("KOLADA_ADRESS", default="")

# --- PDF: gränser för barnprocessen ------------------------------------------------------------
PDF_SEKUNDER = env.int("PDF_SEKUNDER", default=90)
PDF_MEGABYTE = env.int("PDF_MEGABYTE", default=1024)

# --- Logg --------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"rad": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "rad"}},
    "root": {"handlers": ["konsol"], "level": env("LOGGNIVA", default="INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "django.server": {"level": "WARNING"},
    },
}
