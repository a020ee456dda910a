"""The few of Slack's limits that shape what the bot says; where sources differ, the lower value. A test compares them with the published list."""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_SIZE = 12_000  # characters of JSON over all blocks; unpublished, refused somewhere past 13,100
VIEW_SIZE = 240_000  # bytes of JSON; refused past 256,000

TEXT = 3000  # of a text object, after escaping
POST_TEXT = 4000  # of a message beside its blocks; an update takes no more
HEADING = 150
FIELDS = 10
FIELD = 2000
ACTIONS = 25

BUTTON = 75
BUTTON_NAME = 75  # for a screen reader

CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

IMAGE_ALT = 2000
IMAGE_TITLE = 2000
FILE_ALT = 1000

INPUT_LABEL = 2000
INPUT_LENGTH = 3000
OPTIONS = 100
OPTION = 75

VIEW_TITLE = 24  # and its submit and close

TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLES = 1  # a message

CHARTS = 2  # a message
CHART_TITLE = 50
CHART_SERIES = 6
CHART_CATEGORIES = 20
CHART_LABEL = 20
CHART_AXIS = 50

RESPONSE_URL_USES = 5
