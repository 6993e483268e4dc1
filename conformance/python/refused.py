"""How an operation says that an input is refused."""


class Refused(Exception):
    """The input is refused; `code` is the stable code of the reason."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
