"""Så renderas formulärfält: med husets egna delar i templates/delar/."""

from django.forms.renderers import TemplatesSetting


class Delrenderare(TemplatesSetting):
    form_template_name = "delar/formular.html"
    field_template_name = "delar/falt.html"
