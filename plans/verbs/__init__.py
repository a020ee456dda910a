"""All verbs of the language. A new one is a module of its own and a line here."""

from plans.verb import Verb
from plans.verbs.average import Average
from plans.verbs.bounds import Cap, Floor
from plans.verbs.choose import Choose
from plans.verbs.conditions import AllOf, AnyOf, NoneOf
from plans.verbs.convert import Convert
from plans.verbs.count import Count
from plans.verbs.curve import Curve
from plans.verbs.difference import Difference
from plans.verbs.earlier import Earlier
from plans.verbs.elapsed import Elapsed
from plans.verbs.excess import Excess
from plans.verbs.gate import Gate
from plans.verbs.grid import Grid
from plans.verbs.lookup import Lookup
from plans.verbs.modify import Modify
from plans.verbs.prorate import Prorate
from plans.verbs.rate import Rate
from plans.verbs.ratio import Ratio
from plans.verbs.round import Round
from plans.verbs.running import Running
from plans.verbs.split import Split
from plans.verbs.spread import Spread
from plans.verbs.streak import Streak
from plans.verbs.sum import Sum
from plans.verbs.test import Test
from plans.verbs.tiers import Tiers
from plans.verbs.weigh import Weigh

_MEASURE: tuple[Verb, ...] = (Ratio(), Difference(), Excess(), Elapsed(), Earlier())
_COMBINE: tuple[Verb, ...] = (Sum(), Average(), Count(), Running(), Weigh())
_PAY: tuple[Verb, ...] = (Rate(), Tiers(), Lookup(), Curve(), Grid(), Choose())
_DECIDE: tuple[Verb, ...] = (Test(), AllOf(), AnyOf(), NoneOf(), Streak(), Gate())
_BOUND: tuple[Verb, ...] = (Modify(), Cap(), Floor(), Round(), Convert())
_SHARE: tuple[Verb, ...] = (Split(), Spread())
_TIME: tuple[Verb, ...] = (Prorate(),)

VERBS: dict[str, Verb] = {verb.name: verb for verb in (*_MEASURE, *_COMBINE, *_PAY, *_DECIDE, *_BOUND, *_SHARE, *_TIME)}
