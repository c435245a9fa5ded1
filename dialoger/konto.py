"""Det som rummet lägger på Mitt konto."""

#: (Adressens namn, ord): länkar som är personens egna.
LANKAR: list[tuple[str, str]] = [("egna-anteckningar", "Mina egna anteckningar från dialogerna")]
