"""What the app is driven by in a browser: when nobody sends keys any more, it leaves in order."""

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """The driver of Textual for browsers, which ends the app also where the server is gone without a word."""

    def run_input_thread(self) -> None:
        """Take keys until there are none to come, then leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
