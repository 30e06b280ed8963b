"""What one sits down for: to hold interviews, to key from paper, to verify what was keyed, or to supervise."""
