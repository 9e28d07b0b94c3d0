"""Moving in keeps nothing of anybody: what came stands in the rooms that it belongs to."""

from privacy.register import impersonal

impersonal("moving_in.Moved", why="marks of old numbers, so that nobody is brought back twice")
