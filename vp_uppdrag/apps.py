from django.apps import AppConfig


class VpUppdragConfig(AppConfig):
    name = "vp_uppdrag"
    verbose_name = "VP-uppdrag"
    default_auto_field = "django.db.models.BigAutoField"
