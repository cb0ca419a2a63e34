"""The drill: a production on the loopback, with its shipped configuration, that is broken on purpose and watched."""
