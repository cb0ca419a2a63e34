"""How the people of the bureau come in: one sign-in, its second step, what slows down whoever guesses."""
