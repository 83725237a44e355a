"""One dossier: what it says, its papers, its story, and the steps open to it."""
