"""The tables of a store in plain SQL, and the steps from one version to the next."""

APPLICATIONS = {"interviews": 0x53764B74, "codings": 0x53764B63}
"""What a store holds, by the "SvKt" or "SvKc" in the file's header, which tells it from any other SQLite file."""

STEPS: tuple[tuple[str, ...], ...] = (  # of a file
    (
        """CREATE TABLE instruments (
            fingerprint TEXT NOT NULL PRIMARY KEY,
            text        TEXT NOT NULL,
            kept_at     TEXT NOT NULL
        )""",
        """CREATE TABLE events (
            interview TEXT    NOT NULL,
            number    INTEGER NOT NULL CHECK (number > 0),
            id        TEXT    NOT NULL UNIQUE,
            at        TEXT    NOT NULL,
            by        TEXT    NOT NULL,
            act       TEXT    NOT NULL,
            PRIMARY KEY (interview, number)
        )""",
        "CREATE INDEX begun ON events (interview) WHERE number = 1",
    ),
    (  # each event knows the one before it, so that a case can have several histories
        """CREATE TABLE cases (
            interview TEXT    NOT NULL UNIQUE,
            forked    INTEGER NOT NULL DEFAULT 0 CHECK (forked IN (0, 1))
        )""",
        "INSERT INTO cases (interview) SELECT interview FROM events WHERE number = 1 ORDER BY rowid",
        """CREATE TABLE linked (
            interview TEXT    NOT NULL,
            number    INTEGER NOT NULL CHECK (number > 0),
            id        TEXT    NOT NULL,
            prev      TEXT    NOT NULL,
            at        TEXT    NOT NULL,
            by        TEXT    NOT NULL,
            act       TEXT    NOT NULL,
            PRIMARY KEY (interview, number, id)
        ) WITHOUT ROWID""",
        """INSERT INTO linked
            SELECT interview, number, id, lag(id, 1, '') OVER (PARTITION BY interview ORDER BY number), at, by, act
            FROM events""",
        "DROP TABLE events",
        "ALTER TABLE linked RENAME TO events",
    ),
)
"""Step n brings a store of version n to version n + 1; a new store takes them all."""

VERSION = len(STEPS)

SERVER_STEPS: tuple[tuple[str, ...], ...] = (  # of a database that a team shares
    (
        "CREATE TABLE surveykit.store (version integer NOT NULL, id uuid NOT NULL DEFAULT gen_random_uuid())",
        "INSERT INTO surveykit.store VALUES (0)",
        """CREATE TABLE surveykit.instruments (
            fingerprint text        NOT NULL PRIMARY KEY,
            text        text        NOT NULL,
            kept_at     timestamptz NOT NULL DEFAULT now(),
            place       bigint      GENERATED ALWAYS AS IDENTITY
        )""",
        """CREATE TABLE surveykit.cases (
            interview text    NOT NULL PRIMARY KEY,
            last      integer NOT NULL,
            tip       text    NOT NULL,
            former    text    NOT NULL DEFAULT '',
            forked    boolean NOT NULL DEFAULT false,
            place     bigint  GENERATED ALWAYS AS IDENTITY
        ) WITH (fillfactor = 70)""",
        """CREATE TABLE surveykit.events (
            interview text    NOT NULL,
            number    integer NOT NULL CHECK (number > 0),
            id        text    NOT NULL,
            prev      text    NOT NULL,
            at        text    NOT NULL,
            by        text    NOT NULL,
            act       text    NOT NULL,
            PRIMARY KEY (interview, number, id)
        )""",
    ),
    ("ALTER TABLE surveykit.store ADD COLUMN holds text NOT NULL DEFAULT 'interviews'",),
)
"""The same for a database. `last` and `tip` are number and id of the last event in force, `former` the tip before."""

SERVER_VERSION = len(SERVER_STEPS)
SERVER_VERSIONS = {"interviews": 1, "codings": SERVER_VERSION}
"""How far a new store is brought: one of interviews can still be written by teammates with the surveykit of before."""
