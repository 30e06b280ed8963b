"""What the app says while the server of a shared store is away."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "spooled": "saved here, $count to send",
    },
    "nb": {
        "spooled": "lagret her, $count å sende",
    },
    "it": {
        "spooled": "salvato qui, $count da inviare",
    },
    "ru": {
        "spooled": "сохранено здесь, к отправке: $count",
    },
}
