"""How a document looks: on paper and to a machine."""
