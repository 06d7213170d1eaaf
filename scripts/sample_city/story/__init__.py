"""The story of the sample programme, from summer 2017 to the addendum, told by its diary."""
