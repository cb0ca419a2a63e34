"""The board of who manages: a table that turns, and what is found, promised, spent and late, each number a link."""
