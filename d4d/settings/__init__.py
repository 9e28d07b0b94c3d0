"""Settings per place where the house runs: dev, test and prod stand on base."""
