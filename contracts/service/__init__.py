"""The service desk: visits, reports, faults, repairs and questions."""
