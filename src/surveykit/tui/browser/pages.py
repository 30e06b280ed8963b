"""The two pages of the browser: one asks for the name, the other is the terminal."""

from html import escape
from string import Template
from typing import Final
from urllib.parse import quote

from surveykit.tui.words import say

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the token stands in the address
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ALLOWED: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self' ws://{host}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>$title</title>
<style>
@font-face { font-family: "Roboto Mono"; src: url("$static/fonts/RobotoMono-VariableFont_wght.ttf"); }
html, body { margin: 0; height: 100%; background: #0c181f; color: #e6edf0; font: 16px "Roboto Mono", monospace; }
h1 { font-size: 1.3rem; margin: 0; }
main { min-height: 100%; display: grid; place-content: center; gap: 1rem; padding: 0 1rem; }
label { display: grid; gap: .5rem; }
input, button, a { font: inherit; padding: .5rem .75rem; border: 1px solid #8aa4af; border-radius: 3px; }
input { background: #fff; color: #000; }
button, a { background: #1f5f7a; color: #fff; text-decoration: none; text-align: center; cursor: pointer; }
input:focus, button:focus, a:focus { outline: 3px solid #ffc66d; }
.textual-terminal { position: fixed; inset: 0; overflow: hidden; }
.ended { position: fixed; inset: 0; background: #0c181f; display: none; }
body.-closed .ended { display: grid; }
</style>
$head</head>
<body>
$body
</body>
</html>
""")
_ASKING: Final = Template("""<main>
<h1>$title</h1>
<form method="get" action="$here">
<label>$who <input name="by" required maxlength="60" autofocus autocomplete="name" value="$by"></label>
<p>$wrong</p>
<button>$start</button>
</form>
</main>""")
_TERMINAL: Final = Template("""<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket"
 data-font-size="16"></div>
<main class="ended"><p>$ended</p><a href="$here">$again</a></main>""")
_HEAD: Final = Template("""<link rel="stylesheet" href="$static/css/xterm.css">
<link rel="preload" as="font" crossorigin href="$static/fonts/RobotoMono-VariableFont_wght.ttf">
<script src="$static/js/textual.js"></script>
<script src="$root/keys.js"></script>
""")
SCRIPT: Final = """\
// The keyboard belongs to the terminal from the first moment on, and to the way back once the window is closed.
window.addEventListener("load", () => {
  const keyboard = () => document.querySelector(".xterm-helper-textarea")?.focus();
  keyboard();
  window.addEventListener("focus", keyboard);
  new MutationObserver(() => {
    if (document.body.classList.contains("-closed")) {
      window.removeEventListener("focus", keyboard);
      document.querySelector(".ended a").focus();
    } else keyboard();
  }).observe(document.body, { attributeFilter: ["class"] });
});
"""


def allowed(host: str) -> str:
    """What a page from this host may load: its own parts, and nothing from anywhere else."""
    return _ALLOWED.format(host=host)


def asking(title: str, root: str, language: str, wrong: str = "") -> str:
    """The page that asks who is at the keyboard; `wrong` is a name that was given and cannot be one."""
    words = {"who": say(language, "browser_who"), "start": say(language, "browser_start")}
    said = say(language, "browser_no_name") if wrong else ""
    body = _filled(_ASKING, title=title, here=f"{root}/", by=wrong, wrong=said, **words)
    return _page(title, root, language, "", body)


def terminal(title: str, root: str, language: str, host: str, by: str) -> str:
    """The page with the terminal, for one keyer."""
    words = {"ended": say(language, "browser_ended"), "again": say(language, "browser_again")}
    here = f"{root}/?by={quote(by)}"
    body = _filled(_TERMINAL, socket=f"ws://{host}{root}/window/{quote(by)}", here=here, **words)
    return _page(title, root, language, _filled(_HEAD, root=root, static=f"{root}/static"), body)


def _page(title: str, root: str, language: str, head: str, body: str) -> str:
    about = {"title": escape(title), "language": escape(language), "static": f"{root}/static"}
    return _PAGE.substitute(about, head=head, body=body)


def _filled(template: Template, **values: str) -> str:
    return template.substitute({key: escape(value) for key, value in values.items()})
