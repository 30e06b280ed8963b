"""Settings: what is kept, what is wrong with a file, and the page that changes them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from surveykit.tui.holding.form import Form
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.keymaps import KEYMAPS, label
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import CHOICES, Settings, keep, settings_in, settings_path
from surveykit.tui.keys.themes import THEMES

if TYPE_CHECKING:
    from conftest import Hands


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "not yet" / "settings.yaml"
    settings = Settings("cspro", "no-colour", "comfortable")
    assert keep(settings, path) is None
    assert settings_in(path) == (settings, ())
    assert path.read_text(encoding="utf-8") == "keymap: cspro\ntheme: no-colour\nspacing: comfortable\n"


def test_the_defaults_are_the_first_choices() -> None:
    assert Settings() == Settings(*(choices[0] for choices in CHOICES.values()))


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert settings_in(tmp_path / "none.yaml") == (Settings(), ())


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path().parts[-2:] == ("surveykit", "settings.yaml")


@pytest.mark.parametrize(
    ("text", "codes", "settings"),
    [
        ("theme: drak\nspacing: comfortable\n", ["SK835"], Settings(spacing="comfortable")),
        ("keys: cspro\n", ["SK835"], Settings()),
        ("theme: [dark]\n", ["SK835"], Settings()),
        ("- dark\n", ["SK835"], Settings()),
        ("dark\n", ["SK835"], Settings()),
        ("theme: [dark\n", ["SK001"], Settings()),
        ("theme: dark\ntheme: light\n", ["SK002"], Settings()),
        ("", ["SK004"], Settings()),
        ("# nothing\n", ["SK004"], Settings()),
    ],
)
def test_a_bad_file_is_told_of_and_the_rest_holds(
    text: str, codes: list[str], settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    found, problems = settings_in(path)
    assert found == settings
    assert [problem.rule.code for problem in problems] == codes
    assert all(problem.place.file == str(path) for problem in problems)
    assert all(problem.place.line for problem in problems if problem.rule.code != "SK004")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    assert settings_in(path)[0] == Settings()
    assert settings_in(path)[1][0].rule.code == "SK004"


def test_a_slip_is_shown_when_the_app_begins_and_mended_there(hands_on: Callable[..., "Hands"], tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text("theme: drak\n", encoding="utf-8")
    hands = hands_on(manner=Manner(*settings_in(path)[:1], path, settings_in(path)[1]))
    assert ". Did you mean 'dark'?" in " ".join(hands.screen().split())
    hands.press("down", "right")
    assert settings_in(path) == (Settings(theme="light"), ())
    assert "SK835" not in hands.screen()
    hands.press("escape")
    assert isinstance(hands.desk.pages[-1], Form)


def test_enter_goes_on_from_what_is_wrong_and_changes_nothing(hands_on: Callable[..., "Hands"], tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text("keymap: cspro\ntheme: drak\n", encoding="utf-8")
    hands = hands_on(manner=Manner(*settings_in(path)[:1], path, settings_in(path)[1]))
    assert "Enter next" in hands.screen()
    hands.press("enter")
    assert isinstance(hands.desk.pages[-1], Form), "who reads the message and presses Enter wants to go on"
    assert path.read_text(encoding="utf-8") == "keymap: cspro\ntheme: drak\n"
    assert hands.desk.manner.settings.keymap == "cspro"


def test_settings_that_cannot_be_kept_hold_until_the_end(hands_on: Callable[..., "Hands"], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    hands = hands_on(manner=Manner(file=tmp_path / "file" / "settings.yaml"))
    hands.press("ctrl+o", "enter")
    assert "SK836" in hands.screen()
    assert hands.desk.manner.settings.keymap == "cspro"


def test_a_keymap_holds_at_once(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+o", "right", "escape", "f7")
    assert hands.form.now == "size"
    assert "F10 open" in hands.screen()


def test_a_click_takes_a_choice(hands: "Hands") -> None:
    hands.press("ctrl+o")
    lines = hands.screen().splitlines()
    y = next(y for y, line in enumerate(lines) if "comfortable" in line)
    hands.desk.click(lines[y].index("comfortable"), y)
    assert hands.desk.manner.settings.spacing == "comfortable"
    assert hands.screen().splitlines()[y].startswith("▸")
    hands.desk.click(70, 20)
    hands.press("f1")
    assert "Kept in: –" in hands.screen()


@pytest.mark.parametrize("width", [80, 40, 24])
def test_the_page_fits(hands_on: Callable[..., "Hands"], width: int) -> None:
    hands = hands_on(language="ru")
    hands.desk.pages.append(Choosing(hands.desk.pages[-1], hands.desk.manner))
    assert all(len(line) <= width for line in hands.screen(width, 40).splitlines()[:-1])


def test_comfortable_leaves_a_line_between_questions(hands_on: Callable[..., "Hands"]) -> None:
    lines = hands_on(manner=Manner(Settings(spacing="comfortable"))).screen().splitlines()
    at = next(y for y, line in enumerate(lines) if "How many employees" in line)
    assert (lines[at + 1], "Was the firm part" in lines[at + 2]) == ("", True)


def light_of(colour: Color) -> float:
    """The relative luminance of WCAG 2."""
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("high-contrast", 7)])
def test_text_can_be_told_from_its_ground(theme: str, least: float) -> None:
    """The contrast ratios of WCAG 2.2: 4.5 for text (1.4.3), 7 for enhanced contrast (1.4.6)."""
    colours = {
        name: Color.parse(value)
        for name, value in THEMES[theme].to_color_system().generate().items()
        if value[:1] == "#"
    }
    for ground in ("background", "panel"):
        for ink in ("foreground", "text-primary", "text-success", "text-error", "text-warning", "text-accent"):
            one, other = sorted(light_of(colours[name]) for name in (ground, ink))
            assert (other + 0.05) / (one + 0.05) >= least, (ink, ground)


SET_UP = Path(__file__).parents[3] / "docs" / "how-to" / "set-up-the-app.md"


def test_the_page_shows_the_screen_and_a_file_that_is_read(hands: "Hands", tmp_path: Path) -> None:
    page = SET_UP.read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    hands.press("ctrl+o")
    assert hands.screen().startswith(shown.rstrip("\n"))
    path = tmp_path / "settings.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert settings_in(path) == (Settings("cspro", "light", "comfortable"), ())


def test_the_page_tells_the_keys_of_csentry() -> None:
    page = SET_UP.read_text(encoding="utf-8")
    rows = dict(
        line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ") and "key in" not in line
    )
    cspro = KEYMAPS["cspro"]
    meant = {
        "F6": ("interview", "jump"),
        "F7": ("interview", "previous"),
        "F10": ("interview", "next_open"),
        "F3, F4": ("interview", "add_row"),
        "Ctrl+N": ("interview", "remark"),
        "Ctrl+L": ("interview", "language"),
        "Ctrl+F": ("list", "search"),
        "Ctrl+A": ("list", "new"),
    }
    for shown, (context, action) in meant.items():
        assert shown in rows
        assert label(cspro.keys(context, action)[0]) == shown.split(",")[0]
