"""Questions about challenge teams and reviews."""
