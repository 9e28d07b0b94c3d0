"""What practices owe, from the day it is due: reminders, collection, credit and statements."""
