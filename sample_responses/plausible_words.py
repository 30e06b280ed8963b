"""Sentences for the open answers of the synthetic samples: invented for this project, in Norwegian bokmål."""

OBJECTIVES = (
    "Å vokse i markeder utenfor Norge",
    "Å følge de største kundene våre når de etablerer seg ute",
    "Økt omsetning, det norske markedet er for lite",
    "Å få bedre utnyttelse av kapasiteten",
    "Å bygge opp en nordisk posisjon",
    "Tilgang til spesialkompetanse vi ikke finner hjemme",
    "Lavere kostnader på utvikling og drift",
    "Å spre risikoen på flere markeder",
    "Å være til stede der oppdragene er, særlig offshore",
    "Å selge nettbaserte tjenester til kunder i hele Europa",
    "Å tiltrekke flere utenlandske gjester",
    "Å lære av krevende kunder",
    "Kunden bestemmer, vi leverer der lasten skal",
    "Å kunne tilby samme tjeneste til hele konsernet",
    "Å holde på gode medarbeidere med spennende oppdrag",
    "Lønnsomhet. Marginene er bedre i utlandet enn i Norge",
)

TAILS = (
    "",
    "",
    "",
    ", først og fremst i Sverige og Danmark",
    ", særlig innen olje og gass",
    ", men det går langsommere enn planlagt",
    " gjennom samarbeid med lokale partnere",
    " uten å måtte bygge opp egne kontorer",
)

NEW_SERVICES = {
    "trade": (
        "Nettbutikk med levering hjem til kunden",
        "Serviceavtale med fast månedspris",
        "Utleie av utstyr i stedet for salg",
        "Lagerstyring for kundene våre",
        "Kundekort med bonus",
    ),
    "hospitality": (
        "Konferansepakker med lokal mat og guide",
        "Bestilling av rom på nett på fire språk",
        "Spa- og velværeavdeling",
        "Kurs i matlaging for grupper",
    ),
    "transport": (
        "Sporing av sendinger på nettet",
        "Dør-til-dør-transport med tog og bil",
        "Mellomlagring og ompakking for utenlandske kunder",
        "Ny rute til kontinentet",
        "Klimaregnskap for hver frakt",
    ),
    "finance": (
        "Nettbank for bedrifter",
        "Innskuddspensjon til små foretak",
        "Rådgivning om valutasikring",
        "Forsikring som kjøpes per reise",
    ),
    "knowledge": (
        "Programvare som abonnement over nettet",
        "Fjernovervåking av anlegg",
        "Analyse av måledata fra brønner",
        "Elektronisk fakturering",
        "Prosjektstyring som tjeneste",
        "Opplæring på nett med sertifisering",
        "Simulering av strømning og varme",
        "Rekruttering av ingeniører fra utlandet",
    ),
}
KIND_OF_SERVICE = {
    50: "trade",
    51: "trade",
    52: "trade",
    55: "hospitality",
    60: "transport",
    61: "transport",
    63: "transport",
    64: "knowledge",
    65: "finance",
    66: "finance",
    67: "finance",
    72: "knowledge",
    73: "knowledge",
    74: "knowledge",
}

BARRIERS = (
    "Språk og kultur",
    "Høyt norsk kostnadsnivå",
    "Svak dollarkurs gjør oss dyre",
    "Ulike skatte- og momsregler",
    "Vanskelig å finne riktig partner",
    "Krav om lokal godkjenning av fagfolk",
    "For lite kapital til å satse",
    "Ledelsen har ikke tid, nok å gjøre hjemme",
    "Lange beslutningsprosesser hos offentlige kunder",
    "Kundene vil helst ha en lokal leverandør",
    "Toll og papirarbeid utenfor EØS",
    "Arbeidstillatelser for våre egne ansatte",
    "Reiseavstander",
    "Usikker betaling i enkelte land",
)

COMMENTS = (
    "Spørsmålene passer dårlig for oss, vi driver bare lokalt.",
    "Vanskelig å skille mellom modus 1 og modus 4 i praksis.",
    "Tallene for omsetning gjelder hele konsernet i Norge.",
    "Takk for en grei undersøkelse!",
    "Vi ble fusjonert i 2005, tallene for 2004 er derfor usikre.",
    "Skjemaet var for langt.",
    "Svar gitt av økonomisjef; daglig leder var på reise.",
    "Andelene er anslag.\nVi fører ikke statistikk over utenlandske kunder.",
    'Hva menes med «ny tjeneste»? Vi har svart for "vesentlig forbedret" også.',
    "Ønsker gjerne å få tilsendt resultatene.",
    "Eksport er ikke aktuelt; vi er underlagt konsesjon.",
)
