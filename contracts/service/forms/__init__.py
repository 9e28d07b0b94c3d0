<<<<<<< HEAD
"""What is asked about visits and reports."""
=======
"""What the pages and the desk of the service room ask."""
>>>>>>> main
