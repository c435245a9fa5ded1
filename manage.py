#!/usr/bin/env python
"""Djangos kommandodörr."""

import os
import sys

#: Läser bara koden, och behöver därför ingen hemlig nyckel i miljön.
UTAN_HEMLIGHETER = ("makemigrations",)


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in UTAN_HEMLIGHETER:
        os.environ.setdefault("SECRET_KEY", "bara-for-att-lasa-koden-" * 3)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styrkedja.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
