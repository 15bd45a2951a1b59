"""Looking at a document, and at the installation."""
