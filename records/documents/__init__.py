"""Documents: files and addresses kept with a record; what a file is, where it is kept, how it is served.

What may enter: the abstract model, the checks of what is sent, the storage, the view that serves. Who may read the
record a document is kept with is asked of `publication`; which records have documents is for each app to say.
"""
