"""Speed as ratios: each figure beside its bare counterpart, measured in turn in one run. `make bench`, or `make bench SIZE=smoke`."""
