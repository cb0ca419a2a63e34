"""Loading public records from CSV files that apps declare as tables; knows no word of their domain.

`faults` says what can be wrong. `cells`, `columns` (read into `rows`) and `tables` are the language of declarations.
`sheets` opens files. `checking` (with `conditions` and `uniqueness`) is the first reading, `writing` (with `relations`
and `traces`) the second; `loading.load` runs both.
"""
