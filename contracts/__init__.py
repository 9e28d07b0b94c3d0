"""Room for maintenance contracts, devices and service; its rooms open when devices are sold with a contract."""
