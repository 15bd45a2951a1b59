"""A run as one page: what it shows is gathered from the tables, and laid into files of HTML, CSS and JavaScript."""
