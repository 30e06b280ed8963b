"""Results as tables and documents, before any markup."""
