"""Questions, faults, visits and loans go along with their practice."""

from accounts.belongings import moves

moves("service.Case.practice")
moves("service.Fault.practice")
moves("service.Visit.practice")
moves("service.Loan.practice")
