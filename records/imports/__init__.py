"""Loading public records from CSV files that apps declare as tables; nothing here depends on their domain.

`faults` says what can be wrong. `cells`, `columns` (read into `rows`) and `tables` are the language of declarations.
`csv_files` opens files. `checking` (with `references` and `uniqueness`) is the first reading, `writing`
(with `relations` and `history_rows`) the second; `loading.load` runs both.
"""
