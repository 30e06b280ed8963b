"""Small projects of REFI-QDA, written by the tests that read them."""

USER = "ad68fbe7-e1ee-4a82-a279-23cc698c89eb"
EXP = "1ff58b12-6f6f-4b0c-8be5-bbdc91f55294"
FAIR = "85d17f60-7bb0-481e-b742-b4861dd669df"
TEXT = "69a4332d-5b31-4915-b520-5275cfc21b40"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
CODES = (
    f'<Codes><Code guid="{EXP}" name="Exports" isCodable="true" color="#46AA00"><Description>Sells abroad.'
    f'</Description></Code><Code guid="{FAIR}" name="Fairs" isCodable="true"/></Codes>'
)


def selection(
    start: int, end: int, code: str = EXP, name: str = "", inside: str = "", guid: str = "", more: str = ""
) -> str:
    """A selection with one coding."""
    coding = f'<Coding guid="445a6aec-1400-4502-919d-{start:06d}{end:06d}" creatingUser="{USER}"><CodeRef targetGUID="{code}"/></Coding>'
    guid = guid or f"4191294a-e287-4510-95b0-{start:06d}{end:06d}"
    where = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{guid}" name="{name}" {where} {more}>{inside or coding}</PlainTextSelection>'


def project(
    selections: str = "",
    rest: str = "",
    *,
    namespace: str = "urn:QDA-XML:project:1.0",
    path: str = 'plainTextPath="internal://a.txt"',
    codes: str = CODES,
    before: str = "",
    inside: str = "",
    users: str = f'<User guid="{USER}" name="ida"/>',
    sources: str | None = None,
) -> str:
    """A small project with one text."""
    text = f'<TextSource guid="{TEXT}" name="Firm 1" {path}>{inside}{selections}</TextSource>'
    return (
        f'{HEAD}<Project xmlns="{namespace}" name="p" origin="another program"><Users>{users}</Users>'
        f"<CodeBook>{codes}</CodeBook>{before}<Sources>{text if sources is None else sources}</Sources>{rest}</Project>"
    )
