"""Forms that anyone may send, without a cookie: a dated token, a trap, a limit for each address of the network."""
