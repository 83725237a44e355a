"""The page where the words of papers are seen and changed."""
