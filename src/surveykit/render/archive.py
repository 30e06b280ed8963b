"""Office files without the time they were made at: the same content gives the same bytes."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DAY: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The day every file is dated: the first an archive can tell."""


def undated(archive: BytesIO) -> bytes:
    """The same archive with every file dated alike, and the document in it too."""
    out = BytesIO()
    with ZipFile(archive) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for item in given.infolist():
            content = given.read(item)
            if item.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            made.writestr(ZipInfo(item.filename, DAY.timetuple()[:6]), content, ZIP_DEFLATED)
    return out.getvalue()
