"""The read-only API: the public lists as JSON, their filters, their columns, and the page that documents it.

Only `serializers`, `views`, `negotiation` and `schema` import Django REST framework, which no page of the site needs:
they are loaded when the API is first asked (`urls`).
"""
