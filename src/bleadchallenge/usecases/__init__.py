"""What is asked for: open the store, ask the rules, answer."""
