from django.apps import AppConfig


class StyrkedjaConfig(AppConfig):
    name = "styrkedja"
    verbose_name = "Styrkedjan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from styrkedja import checks  # noqa: F401  (anmäler systemkontrollerna)
