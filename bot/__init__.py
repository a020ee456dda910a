"""The way in and out: settings, Bolt app, the door, effects, the tick, and the command line. `python -m bot`."""
