"""From a document's tree to the parts of a plan and of a registry; every fault named with its place and remedy."""
