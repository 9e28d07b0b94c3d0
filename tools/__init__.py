"""What stands behind the Makefile: preparing, running, testing. Plain Python, no packages needed."""
