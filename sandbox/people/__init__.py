"""The people's side: what somebody in the workspace can see and do."""
