"""PostNL, DHL eCommerce and DPD: they take a parcel, draw its label and scan it on its way."""
