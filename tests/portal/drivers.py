"""What the drivers of a database say of it when it refuses, or is lost."""


class DriverError(Exception):
    """What a driver says of a server: its code, none once the connection is lost."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate
