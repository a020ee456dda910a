"""What must hold of a plan before anything is computed: names, order, units in every variant, what is paid."""
