"""The invented city of Brindlemere: schools, pupils, files and programme, from one seed."""
