"""How organisations join and people are invited: the pages, and the letters that go with what the members' room does."""
