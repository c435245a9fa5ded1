from django.apps import AppConfig


class KvalitetsrapporterConfig(AppConfig):
    name = "kvalitetsrapporter"
    verbose_name = "Kvalitetsrapporter"
    default_auto_field = "django.db.models.BigAutoField"
