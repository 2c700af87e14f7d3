"""Rules for real matrices beyond ideal membership: each adds derived steps to a problem, which membership then uses."""
