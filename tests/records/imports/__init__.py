"""Reading and writing the files of a register of books, and the spreadsheets of who keeps it."""
