"""From cart to placed order in three short pages, or one."""
