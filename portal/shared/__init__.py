"""Links that show what is prepared to someone without an account: opened, read, answered."""
