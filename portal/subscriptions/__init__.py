"""Being told by mail of what is put online: asked, confirmed, sent once, left in one click."""
