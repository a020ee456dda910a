"""Every verb, with where it is declared and the line that lists it. Help, the reference page and the program are made from this."""

from __future__ import annotations

from bot.cli.program import Entry, Group, Program

DB = Group(
    "db",
    "The state of the database's tables.",
    {
        "upgrade": Entry("bot.cli.db:db_upgrade", "Bring the tables up to date."),
        "check": Entry("bot.cli.db:db_check", "Say whether the tables are up to date."),
    },
)

PLAN = Group(
    "plan",
    "Read, check, try, publish and compare plans.",
    {
        "schema": Entry("bot.cli.plan.schema:schema", "Print the JSON Schema of a plan document, for editors."),
        "check": Entry(
            "bot.cli.plan.check:check", "List every problem of plans, registries and calendars, with place and remedy."
        ),
        "words": Entry("bot.cli.plan.words:words", "Print a whole plan in plain words, clause by clause."),
        "run": Entry("bot.cli.plan.run:run", "Compute a plan from given inputs, without a database."),
        "diff": Entry("bot.cli.plan.diff:diff", "Say what changed between two plans, clause by clause."),
        "publish": Entry("bot.cli.plan.publish:publish", "Publish a plan: store its text under its hash, for good."),
        "budget": Entry("bot.cli.plan.budget:budget", "Print what a plan comes to, beside the budget that it names."),
        "list": Entry("bot.cli.plan.listing:plans", "List the published versions of all plans."),
    },
)

REGISTRY = Group(
    "registry",
    "The registry of metrics, which plans name.",
    {
        "schema": Entry("bot.cli.registry_words:schema", "Print the JSON Schema of a registry, for editors."),
        "check": Entry("bot.cli.registry:check", "List every problem of a registry, with place and remedy."),
        "words": Entry("bot.cli.registry_words:words", "Print every metric of a registry in plain words."),
        "values": Entry("bot.cli.measures:values", "Print one metric of everybody, with what it waits for."),
        "publish": Entry("bot.cli.registry:publish", "Publish a registry: store its text under its hash, for good."),
    },
)

CALENDAR = Group(
    "calendar",
    "The company calendar: periods, pay dates, working days.",
    {
        "check": Entry("bot.cli.calendar.check:check", "List every problem of calendars, with place and remedy."),
        "publish": Entry("bot.cli.calendar.publish:publish", "Publish the calendar: store its text, for good."),
        "show": Entry("bot.cli.calendar.show:show", "Print the periods, pay dates and holidays of a span."),
        "clock": Entry("bot.cli.calendar.clock:clock", "Count working days: until when something may wait."),
    },
)

FACT = Group(
    "fact",
    "Single facts, entered by hand.",
    {"add": Entry("bot.cli.facts:add", "Enter one fact by hand: by whom and why is recorded.")},
)

SOURCE = Group(
    "source",
    "Where rows come from, and how it goes with it.",
    {
        "list": Entry("bot.cli.sources:sources", "List the sources: fresh, late, broken or in conflict."),
        "conflicts": Entry("bot.cli.sources:disagreements", "List of what two sources say different things."),
        "take": Entry("bot.cli.sources:take", "Take what sources bring by themselves."),
    },
)

BENCHMARK = Group(
    "benchmark",
    "What others pay or reach, as surveys published it.",
    {"list": Entry("bot.cli.benchmarks:benchmarks", "List benchmarks: of whom, for which day, published by whom.")},
)

GATE = Group(
    "gate",
    "The gate that a deployment pipeline asks.",
    {"check": Entry("bot.cli.gate:check", "Say whether a release may be deployed, or why not.")},
)

PERIOD = Group(
    "period",
    "The end of a period: signing it off, and how it stands.",
    {
        "sign": Entry("bot.cli.period.sign:sign", "Sign a period off: what it came to is posted for good."),
        "reopen": Entry("bot.cli.period.sign:reopen", "Reopen a period that was signed off."),
        "list": Entry("bot.cli.period.listing:periods", "List what was signed off and reopened."),
    },
)

LEDGER = Group(
    "ledger",
    "What was posted, for whom, and whether it still says so.",
    {
        "show": Entry("bot.cli.ledger:ledger", "List what was posted for somebody."),
        "check": Entry("bot.cli.ledger:check", "Find postings that were edited, added or taken out."),
    },
)

AUDIT = Group(
    "audit",
    "The log of what happened, which nobody edits unnoticed.",
    {
        "verify": Entry(
            "bot.cli.audit:verify", "Recompute the log; with an anchor, find what was rewritten or cut off."
        ),
        "export": Entry("bot.cli.audit:export", "Print every row of the log."),
    },
)

PROGRAM = Program(
    "bot",
    "Fairshare: pay and recognition in plain sight.",
    {
        "demo": Entry("bot.cli.demo.verb:demo", "Try everything here: a local Slack, a sample company, the bot."),
        "run": Entry("bot.cli.run:run", "Serve people in the chat."),
        "init": Entry("bot.cli.init:init", "Create the database; with --sample, a company in it."),
        "import": Entry(
            "bot.cli.imports:import_", "Import people, teams, roles, terms, facts, credits, links, benchmarks."
        ),
        "fact": FACT,
        "source": SOURCE,
        "benchmark": BENCHMARK,
        "gate": GATE,
        "plan": PLAN,
        "registry": REGISTRY,
        "calendar": CALENDAR,
        "statement": Entry("bot.cli.statement:statement", "Print somebody's statement, or everybody's."),
        "explain": Entry("bot.cli.explain:explain", "Print how one figure came about, down to the recorded rows."),
        "period": PERIOD,
        "ledger": LEDGER,
        "settings": Entry("bot.cli.settings:settings", "List every setting with its value and source."),
        "commands": Entry("bot.cli.declared:commands", "List what people can do in the chat, and the role it needs."),
        "manifest": Entry("bot.cli.declared:manifest", "Print the app manifest for Slack."),
        "tick": Entry("bot.cli.delivery:tick", "Put what has fallen due into the outbox."),
        "due": Entry("bot.cli.delivery:due", "List what falls due up to an instant."),
        "outbox": Entry("bot.cli.delivery:outbox_", "List the posts and what became of each."),
        "db": DB,
        "audit": AUDIT,
        "backup": Entry("bot.cli.backups:backup", "Write the whole database into a new file."),
        "restore-check": Entry("bot.cli.backups:restore_check", "Show that a backup can be restored."),
    },
)
