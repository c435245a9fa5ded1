from django.apps import AppConfig


class StyrkedjaConfig(AppConfig):
    name = "styrkedja"
    verbose_name = "Styrkedjan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings
        from django.contrib.auth.signals import user_logged_in

        from styrkedja import (
            checks,  # noqa: F401  (anmäler systemkontrollerna)
            sessioner,
        )

        user_logged_in.connect(sessioner.borja, dispatch_uid="sessionen börjar")

        if not settings.REDIS_URL:
            # Kön är en mapp: den som lägger och den som hämtar väntar sig båda att den finns.
            (settings.KO_MAPP / "post").mkdir(parents=True, exist_ok=True)
