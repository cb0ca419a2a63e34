"""Words and dates: text made comparable, dates known approximately, countries, the two languages of the site.

What may enter: functions of text and dates that know no table. It imports nothing of the project.
"""
