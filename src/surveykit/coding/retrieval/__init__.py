"""Retrieval: the words behind codes, and how often codes were given, alone and together."""
