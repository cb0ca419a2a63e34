"""Open data: what anyone may read of the register, as files to take away, each with what it needs to be understood."""
