"""Drawings: what turns numbers and days into shares of a width or of a height, which an SVG takes as they are.

Drawn so, a figure fills any room without being stretched, in a page as on paper, and asks for no script.
What may enter: scales, bars, columns. What may not: what the numbers count, and the words beside them.
"""
