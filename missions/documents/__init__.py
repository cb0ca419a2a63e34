"""The documents that come out of a mission: its calendar, its programme, its briefing book, its access file."""
