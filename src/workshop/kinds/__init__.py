"""The kinds of exercise that come with the kit: a folder each, found through their entry points."""
