from django.apps import AppConfig


class DialogerConfig(AppConfig):
    name = "dialoger"
    verbose_name = "Dialoger"
    default_auto_field = "django.db.models.BigAutoField"
