"""How the documentation is built: Sphinx with MyST, every warning an error."""

project = "Fairshare"
author = "The Fairshare developers"
project_copyright = "The Fairshare developers"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = "Fairshare"
html_show_sphinx = False
