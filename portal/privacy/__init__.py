"""What is kept of people, as a whole: the inventory, finding somebody everywhere, giving it, erasing it, incidents."""
