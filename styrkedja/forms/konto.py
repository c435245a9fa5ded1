"""Formulären för inloggning och konto."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class Inloggning(AuthenticationForm):
    """E-post och lösenord. Samma fel vare sig kontot saknas, är avstängt eller lösenordet är fel."""

    error_messages = {
        "invalid_login": "E-postadressen och lösenordet hör inte ihop. Försök igen, eller be en administratör om hjälp.",
        "inactive": "E-postadressen och lösenordet hör inte ihop. Försök igen, eller be en administratör om hjälp.",
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "E-post"
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
        self.fields["password"].label = "Lösenord"


class Utseende(forms.Form):
    """Ljust eller mörkt läge, eller det som datorn är inställd på."""

    tema = forms.ChoiceField(
        label="Ljust eller mörkt",
        choices=[("", "Följ datorn"), ("ljust", "Ljust"), ("morkt", "Mörkt")],
        required=False,
        widget=forms.RadioSelect,
    )
