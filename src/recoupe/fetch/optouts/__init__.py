"""What a site says of the use of its pages by machines, and what follows from it."""
