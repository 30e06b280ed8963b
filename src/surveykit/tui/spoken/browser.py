"""What the pages say around the app in a browser."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "browser_who": "Your name",
        "browser_start": "Begin",
        "browser_no_name": "A name has letters, digits and spaces, at most 60.",
        "browser_ended": "This window is closed. What was answered is saved.",
        "browser_again": "Open it again",
    },
    "nb": {
        "browser_who": "Navnet ditt",
        "browser_start": "Begynn",
        "browser_no_name": "Et navn har bokstaver, sifre og mellomrom, høyst 60.",
        "browser_ended": "Dette vinduet er lukket. Det som er besvart, er lagret.",
        "browser_again": "Åpne på nytt",
    },
    "it": {
        "browser_who": "Il tuo nome",
        "browser_start": "Inizia",
        "browser_no_name": "Un nome ha lettere, cifre e spazi, al massimo 60.",
        "browser_ended": "Questa finestra è chiusa. Le risposte date sono salvate.",
        "browser_again": "Riapri",
    },
    "ru": {
        "browser_who": "Ваше имя",
        "browser_start": "Начать",
        "browser_no_name": "Имя состоит из букв, цифр и пробелов, не более 60 знаков.",
        "browser_ended": "Это окно закрыто. Введённые ответы сохранены.",
        "browser_again": "Открыть снова",
    },
}
