"""ODK Central and KoboToolbox: names with their groups; a select_multiple is one column, then 0/1 columns."""

import re
from typing import Final

from surveykit.codebook.variable import Role
from surveykit.formats.table.export import Asked, Export, Part, Service, unique, words_of
from surveykit.formats.table.sheet import Sheet

_OWN: Final = {
    "start": "", "end": "", "today": "", "deviceid": "personal", "username": "personal", "phonenumber": "personal",
    "simserial": "personal", "subscriberid": "personal", "audit": "", "submissiondate": "", "key": "",
    "submitterid": "", "submittername": "personal", "attachmentspresent": "", "attachmentsexpected": "",
    "status": "", "reviewstate": "", "edits": "", "formversion": "", "instanceid": "", "instancename": "",
    "_id": "", "_uuid": "", "_submission_time": "", "_submitted_by": "personal", "_validation_status": "",
    "_notes": "", "_status": "", "__version__": "", "_version_": "", "_tags": "", "_index": "", "_geolocation":
    "personal", "_parent_table_name": "", "_parent_index": "", "_submission__id": "", "_submission__uuid": "",
    "formhub/uuid": "", "_xform_id_string": "", "_attachments": "", "parent_key": "", "_media_all_received": "",
    "_bamboo_dataset_id": "", "_deleted_at": "",
}  # fmt: skip


def _recognised(sheet: Sheet) -> Export | None:
    words = words_of(sheet, 0)
    plain = {word.casefold() for word in words}
    central = {"submissiondate", "key"} <= plain or {"parent_key", "key"} <= plain
    kobo = "_uuid" in plain and bool(plain & {"_submission_time", "_id"})
    if not (central or kobo or any(re.fullmatch(r"meta[/:-]instanceid", word) for word in plain)):
        return None
    groups = "-" if central else "/"
    key = "KEY" if central else "_uuid"
    return Export((0,), unique(_asked(word, words, groups, key) for word in words))


def _asked(word: str, words: list[str], groups: str, key: str) -> Asked:
    own = re.sub(r"^(meta|group_\w+)[/:-]", "", word).casefold()
    if own in _OWN:
        role: Role | None = "id" if word == key else None
        name = re.sub(r"\W+", "_", word.removeprefix("meta/").removeprefix("meta-"))
        return Asked(name, part="technical", personal=_OWN[own] == "personal", role=role)
    before, _, choice = word.rpartition("/")
    if before in words:
        question = before.rpartition(groups)[2] or before
        return Asked(re.sub(r"\W+", "_", f"{question}_{choice}"), choice, "", question, "choice", choice)
    path, _, name = word.rpartition(groups)
    if not re.fullmatch(r"[^\W\d][\w.-]{0,63}", name):  # labels for headings
        return Asked(re.sub(r"\W+", "_", word).strip("_")[:64], word, question=word)
    name = re.sub(r"\W+", "_", name)
    part: Part = (
        "other" if name.endswith("_other") and any(w.endswith(name[: -len("_other")]) for w in words) else "answer"
    )
    question = name.removesuffix("_other") if part == "other" else name
    return Asked(name, "", question=question, part=part, wording=path and f"{path}{groups}{name}")


SERVICE = Service("odk", "ODK or KoboToolbox", _recognised)
