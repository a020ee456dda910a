"""All verbs of the language. A new one is a module of its own and a line here."""

from plans.verb import Verb
from plans.verbs.rate import Rate
from plans.verbs.ratio import Ratio
from plans.verbs.sum import Sum

VERBS: dict[str, Verb] = {verb.name: verb for verb in (Ratio(), Sum(), Rate())}
