# Empty on purpose: what any import costs.
