"""Administrationens sidor. Bara systemadministratören ser dem; för alla andra finns de inte (404)."""
