"""The speed of the portal against plain baselines, as ratios: `make bench`."""
