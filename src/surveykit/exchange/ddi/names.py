"""Names in DDI: identifiers that XML allows, and the mark of our own notes."""

import re
from typing import Final

OWN: Final = "surveykit"


def identifier(name: str) -> str:
    """A name as an XML identifier.

    Example:
        >>> identifier("V.b_-1"), identifier("V.größe")
        ('V.b_-1', 'V.größe')
    """
    return re.sub(r"[^\w.\-]", "_", name)
