"""Schools: who they are across identities and names, and where each stands."""
