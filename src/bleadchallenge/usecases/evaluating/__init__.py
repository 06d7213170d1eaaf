"""What is asked for once results are in: the evaluation, the addendum, the next tranche."""
