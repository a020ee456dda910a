"""Pictures: values of `plans` in, PNG bytes and a description in words out. Knows no chat, no database and no clock."""

import logging

import matplotlib as mpl

mpl.rcdefaults()  # a matplotlibrc that lies about changes no picture
logging.getLogger("matplotlib").setLevel(
    logging.ERROR
)  # its remarks on font caches are nothing to who asked for a picture
