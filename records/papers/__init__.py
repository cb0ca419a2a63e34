"""Pages on paper: as a page to print and as a PDF, of letter size.

What may enter: what turns a page, whatever it shows, into one of these.
"""
