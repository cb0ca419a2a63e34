"""What readers write to the office: messages and requests to be received, what is answered, how long it is kept."""
