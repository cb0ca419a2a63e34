"""Publication and history: what a record is, who may read it, since when, at which address, who changed what.

What may enter: abstract models, the conditions of publication, the verbs that move a record, what follows a write.
One module alone decides what is public: `status`.
"""
