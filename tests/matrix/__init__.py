"""The permission matrix: for every address, what each of the cast gets.

A room keeps its rows in a module of its own here. `ROWS` maps the name of an address to what a GET gives each of the
cast, `POSTS` those that write to who may write there (everybody else gets 403), and `world()` makes what the addresses
name and returns their arguments, by the argument's name or, where two addresses mean different things by it, by
"address.argument". An address without a row fails the suite.
"""
