"""What can go wrong between here and an engine elsewhere, in words."""

import socket
from urllib.parse import urlsplit

from surveykit.problems import DataError, Place, Problem, Rule, plain_address

NO_ENGINE = Rule(
    "SK972",
    "No engine has this name",
    "The engine says where the table lies and who counts it.",
    "--engine mysql://server/field",
    "Use duckdb, spark, spark://HOST:PORT, sc://HOST:PORT or postgresql://NAME@SERVER/DATABASE.",
)
NOT_INSTALLED = Rule(
    "SK973",
    "What the engine needs is not installed",
    "Only who asks a server or a cluster needs it; everybody else is spared hundreds of megabytes.",
    "--engine spark, without pyspark or without Java",
    "Install it: pip install 'surveykit[spark]' and Java 17 or newer; pip install 'surveykit[postgres]'.",
)
AWAY = Rule(
    "SK974",
    "The engine does not answer, or lets nobody in",
    "A table that lies elsewhere is asked there.",
    "--engine postgresql://ola@server/field, when the server is down or wants a password",
    "Look whether the address is right and the server runs; a password can stand in ~/.pgpass.",
)
NO_TABLE = Rule(
    "SK975",
    "The engine has no such table, or may not show it",
    "The codebook says what the columns mean, the address which table has them.",
    "--engine 'postgresql://server/field?table=survey.frims'",
    "Name a table or view with its schema, as `?table=survey.firms`; ask its owner for the right to read it.",
)
FAILED = Rule(
    "SK976",
    "The engine stopped in the middle of a question",
    "A statistic of half a table would look like a statistic of the whole.",
    "PostgreSQL stops where a number passes 1.8e308, a cluster where its workers run out of memory",
    "Read what the engine says; what it computed until then is not used.",
)
NOT_FOR_IT = Rule(
    "SK977",
    "The engine cannot read this input where it lies",
    "A cluster reads Parquet files that all its machines see, a server its own tables; other files are read here.",
    "surveykit describe sis.sav --engine spark",
    "Import it into Parquet first, or name a codebook as input and the table in the address: `?table=survey.firms`.",
)

_PATIENCE = 5.0  # seconds; those who ask for tables know whether their server is up


def knock(address: str, port: int) -> None:
    """See that somebody listens at an address, for some engines ask again for minutes.

    Raises:
        DataError: SK974, nobody does.
    """
    parts = urlsplit(address.partition(";")[0])
    try:
        socket.create_connection((parts.hostname or "", parts.port or port), _PATIENCE).close()
    except (OSError, ValueError) as failure:
        raise away(address, getattr(failure, "strerror", None) or str(failure)) from None


def away(address: str, what: str) -> DataError:
    """The refusal that an engine does not answer."""
    return DataError(Problem(AWAY, first_line(what) or AWAY.title, Place(plain_address(address)), AWAY.mend))


def first_line(text: str) -> str:
    """What an engine says, without the pages that follow."""
    return next((line.strip() for line in text.strip().splitlines() if line.strip()), "")
