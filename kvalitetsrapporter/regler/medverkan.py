"""Medverkans gränser: hur många som skriver i en rapport, hur långt och hur många inspel en medarbetare lämnar."""

#: Så många kollegor kan skriva i samma rapport samtidigt.
MEDSKRIVARE_HOGST = 30
#: Så långt är ett inspel som mest: ett bidrag till avsnittet, inte avsnittet.
INSPEL_TECKEN = 4000
#: Så många inspel lämnar en person till samma rapport.
INSPEL_HOGST = 50
