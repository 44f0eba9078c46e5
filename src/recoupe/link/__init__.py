"""What belongs together: names, copies, articles, statements of several pages."""
