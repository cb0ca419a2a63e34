"""The search of the bureau: one box for all that its lists hold, drafts and archives included."""
