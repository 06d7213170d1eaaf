"""Tracing: any figure of any report back to the cell or the record it rests on."""
