"""The command line and the run over many files."""
