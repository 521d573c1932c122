"""The record of acts, to be read and searched: all of it for the secretariat, an organisation's own for its administrators."""
