"""The scrutiny group: meetings, advice, interests, expectations."""
