"""The accuracy exam: how its videos are made, and how claims about them are scored."""
