"""The codebook as a document people keep: one book, from which every format is made."""
