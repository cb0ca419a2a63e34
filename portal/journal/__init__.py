"""The journal: what is written in it and from where, what it watches at the bureau, how it is read; logs as lines."""
