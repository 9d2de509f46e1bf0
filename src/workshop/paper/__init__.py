"""Everything that is printed or taken away: the guide, the sheets, the results of a room."""
