"""What goes back to the page when a person's act does not work."""


class LocalError(Exception):
    """`{"ok": false, "error": error, "message": words}` for the page; `words` are shown to the person."""

    def __init__(self, error: str, words: str) -> None:
        super().__init__(words)
        self.error = error
        self.words = words
