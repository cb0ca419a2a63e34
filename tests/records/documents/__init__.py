"""What is kept with a record: what a file is, where it is kept, who may read it."""
