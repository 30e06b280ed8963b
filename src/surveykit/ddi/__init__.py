"""DDI-Codebook 2.5: a codebook as the XML that archives keep, and back."""
