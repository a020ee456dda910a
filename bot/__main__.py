"""`python -m bot VERB`: the command line."""

from bot.cli.program import run
from bot.cli.verbs import PROGRAM

if __name__ == "__main__":
    run(PROGRAM)
