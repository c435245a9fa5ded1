"""Personens nycklar, räknade ur TEXTNYCKEL: för hemliga texter i databasen och för kopian på datorn.

TEXTNYCKEL är en egen inställning, skild från SECRET_KEY: byts den ena gäller den andra. Inget av detta lagras.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

#: Formatet på chiffret, så att ett nytt kan läsas bredvid det gamla.
FORMAT = "1."
NONCE = 12


def datorns_nyckel(person_id: int) -> bytes:
    """32 byte som datorns kopia av personens texter är krypterad med."""
    return _nyckel(settings.TEXTNYCKEL, "datorn", person_id)


def dolj(klartext: str, person_id: int, plats: str) -> str:
    """Texten som chiffer (AES-256-GCM), bundet till personen och platsen."""
    nonce = os.urandom(NONCE)
    chiffer = AESGCM(_nyckel(settings.TEXTNYCKEL, "text", person_id)).encrypt(nonce, klartext.encode(), plats.encode())
    return FORMAT + base64.b64encode(nonce + chiffer).decode()


def visa(chiffer: str, person_id: int, plats: str) -> str:
    """Texten ur chiffret. Raises InvalidTag när person, plats eller nyckel är en annan."""
    ra = base64.b64decode(chiffer.removeprefix(FORMAT))
    nyckel = _nyckel(settings.TEXTNYCKEL, "text", person_id)
    return AESGCM(nyckel).decrypt(ra[:NONCE], ra[NONCE:], plats.encode()).decode()


def nycklad_hash(klartext: str, person_id: int, plats: str) -> str:
    """HMAC-SHA-256 i hex: lika texter känns igen utan att den som läser databasen kan gissa dem."""
    nyckel = _nyckel(settings.TEXTNYCKEL, "hash", person_id)
    return hmac.new(nyckel, f"{plats}\n{klartext}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4096)
def _nyckel(rot: str, syfte: str, person_id: int) -> bytes:
    if not rot:
        raise ImproperlyConfigured("TEXTNYCKEL saknas: utan den kan inga hemliga texter skrivas eller läsas.")
    return HKDF(SHA256(), 32, salt=None, info=f"styrkedja/{syfte}/{person_id}".encode()).derive(rot.encode())
