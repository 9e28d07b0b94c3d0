"""What was kept of the old shop goes along with its practice."""

from accounts.belongings import moves

moves("moving_in.OldLine.practice")
moves("moving_in.OldInvoice.practice")
moves("moving_in.OldAgreement.practice")
