"""Sentences for the open answers of the synthetic Italian sample: invented for this project."""

# Question 35, what changed abroad: by the code of the coding frame italian-after that a sentence has.
AFTER = {
    "EXP": (
        "Le esportazioni sono aumentate grazie ai contatti della rete.",
        "Oggi vendiamo in due paesi in più, con clienti portati dalla rete.",
    ),
    "EXP0": ("Abbiamo venduto per la prima volta a un cliente estero.",),  # EXP of a firm that was not abroad
    "FAIR": (
        "Abbiamo partecipato insieme a una fiera internazionale.",
        "Siamo stati alla fiera di Hannover con uno stand della rete.",
    ),
    "REP": (
        "Abbiamo trovato un rappresentante in un nuovo mercato.",
        "Ora abbiamo un agente in Polonia che lavora per tutta la rete.",
    ),
    "CLI": (
        "Un potenziale cliente straniero ha chiesto un primo ordine.",
        "Due possibili clienti tedeschi sono venuti a visitarci e hanno chiesto un'offerta.",
    ),
    "COLL": ("Ora scegliamo insieme i mercati in cui entrare.",),
    "WIP": (
        "Stiamo preparando un progetto per i mercati esteri ma finora non ci sono effetti.",
        "Abbiamo avviato i contatti con un consulente per l'export, risultati ancora nessuno.",
        "Si lavora a un catalogo comune in inglese; per ora non è cambiato nulla.",
    ),
    "NONE": (
        "La rete non ha cambiato la nostra attività con l'estero.",
        "Niente.",
        "Nessun cambiamento, continuiamo come prima.",
    ),
    "EARLY": (
        "È troppo presto per dare un giudizio.",
        "Bisognerà aspettare almeno un altro anno per vedere qualcosa.",
    ),
    "OTH": (
        "I vantaggi riguardano soprattutto la ricerca e gli acquisti comuni.",
        "All'estero no, ma abbiamo ridotto i costi comprando insieme.",
    ),
}

# Question 17, why the firm joined: by its main reason.
MOTIVES = {
    1: (
        "Volevamo sviluppare insieme un nuovo prodotto che da soli non potevamo permetterci.",
        "Per fare ricerca ci vogliono competenze diverse, e nella rete ci sono.",
        "L'università ci ha chiesto di presentare un progetto comune.",
    ),
    2: (
        "Con un marchio comune siamo più visibili per i clienti grandi.",
        "Per presentarci insieme con un solo catalogo.",
    ),
    3: (
        "Ognuno fornisce agli altri le lavorazioni che gli mancano.",
        "Lavoravamo già insieme da anni, il contratto ha solo messo tutto per iscritto.",
    ),
    4: ("Ci confrontiamo sui problemi e impariamo dagli altri.",),
    5: (
        "Da soli l'investimento sarebbe stato troppo rischioso.",
        "Per dividere i costi di una certificazione e di un capannone.",
    ),
    6: ("Speravamo di arrivare insieme su qualche mercato estero.",),
    7: ("Comprando insieme otteniamo prezzi migliori.",),
    8: ("C'era un bando regionale riservato alle reti.",),
}
HOPE = " E poi speravamo di arrivare insieme su qualche mercato estero."

# Question 18, the objectives written in the contract: as lawyers write, by the main reason of its nodes.
GOALS = {
    1: "Accrescere la capacità innovativa dei partecipanti mediante attività comuni di ricerca e sviluppo.",
    2: "Promuovere congiuntamente i prodotti dei partecipanti e gestire un marchio comune.",
    3: "Coordinare le fasi della lavorazione e lo scambio di prestazioni tra i partecipanti.",
    4: "Favorire lo scambio di informazioni e conoscenze tecniche e commerciali tra i partecipanti.",
    5: "Realizzare progetti comuni ripartendone costi e rischi secondo il programma di rete.",
    7: "Acquistare congiuntamente materie prime e servizi alle migliori condizioni.",
    8: "Accedere a finanziamenti e agevolazioni previsti per le reti di imprese.",
}
ABROAD = " Favorire l'internazionalizzazione dei partecipanti, anche con la partecipazione a fiere all'estero."

ACTIVITIES = {
    1: "Un progetto di ricerca con l'università su un nuovo materiale.",
    2: "Un sito e un catalogo comune.",
    3: "Lavorazioni in conto terzi tra di noi e un magazzino comune.",
    4: "Riunioni mensili, un gruppo di posta e un corso di formazione.",
    5: "L'acquisto di una macchina in comune.",
    7: "Gli acquisti di energia e di acciaio si fanno insieme.",
    8: "Una domanda di finanziamento alla Regione.",
}

ITZ = (
    "Vendiamo componenti a due costruttori tedeschi, da molti anni.",
    "Esportiamo circa un terzo della produzione, soprattutto in Francia e Spagna.",
    "Lavoriamo per un cliente italiano che esporta tutto.",
    "Abbiamo un piccolo stabilimento in Romania e agenti in tre paesi.",
    "Qualche ordine dagli Stati Uniti, niente di regolare.",
    "Partecipiamo a fiere e abbiamo un agente per l'Europa dell'Est.",
)

WHO = (
    "L'impresa guida, durante una riunione.",
    "Ne ha parlato il manager di rete dopo una fiera.",
    "L'idea è nata da un cliente comune che ci ha chiesto di seguirlo.",
    "Un consulente dell'associazione di categoria.",
)

OBSTACLES = (
    "Le imprese sono troppo piccole e nessuno ha tempo.",
    "La lingua, e la mancanza di una persona dedicata.",
    "I tempi della banca e la burocrazia.",
    "Ognuno guarda ai suoi clienti, manca la fiducia.",
    "I costi delle fiere sono alti anche dividendoli.",
    "Niente, non ci abbiamo provato.",
)

FUTURE = (
    "Di assumere insieme un responsabile commerciale.",
    "Nuovi clienti, anche fuori dall'Italia.",
    "Che la rete diventi un vero consorzio.",
    "Poco, se non cambiano le agevolazioni.",
    "Di finire il progetto di ricerca e vendere il prodotto.",
)

COMMENTS = (
    "Il questionario è lungo ma chiaro.",
    "I dati di bilancio del 2011 non sono ancora definitivi.",
    "Vorremmo ricevere i risultati.",
)

PRACTICE = (
    "Dare alla rete una partita IVA senza farne una società.",
    "Meno notaio e più semplicità per entrare e uscire.",
    "Agevolazioni fiscali stabili, non un anno sì e uno no.",
    "Bandi per le fiere riservati alle reti.",
    "Una figura di manager di rete pagata in parte dalla Regione.",
)
