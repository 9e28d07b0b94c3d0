"""The privacy statement: prose that people wrote, tables that the register gives, and every version."""
