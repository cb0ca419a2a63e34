"""The same pages as one writes them in a day: generic views, django-filter, the stock admin. Tidy, and nothing kept.

Relations are joined, the list has its index, words are found by the database's full text where it has one.
"""
