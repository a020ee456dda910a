"""What a mutant changes: for one node of the syntax tree, the nodes that could stand there by a slip."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),  # the edge, and the other side of it
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
LEFT_KEYWORDS = {
    "strict",  # `zip(…, strict=True)` watches over a slip of ours, and changes nothing without one
    "says",  # a text for the reference; texts are not changed
}
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Each node that is to stand in the place of this one, one mutant each. The node itself stays as it is."""
    for kind, change in _CHANGES:
        if isinstance(node, kind):
            yield from change(node)


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    """A copy with some fields of its own. The children are shared: a mutant changes one place only."""
    copy = type(node)(**{**dict(ast.iter_fields(node)), **fields})
    return ast.copy_location(copy, node)


def _not(test: ast.expr) -> ast.AST:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _arithmetic(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    other = _ARITHMETIC.get(type(node.op))
    if other and not any(_is_text(each) for each in ast.iter_child_nodes(node)):
        yield _with(node, op=other())


def _is_text(node: ast.AST) -> bool:
    """A text is put together with `+` as well; no other operator could stand there."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _either_or(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())


def _sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub) and not isinstance(node.operand, ast.Constant):
        yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield _with(node, value=not node.value)
    elif isinstance(node.value, int):
        yield _with(node, value=node.value + 1)
        yield _with(node, value=node.value - 1)


def _returned(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield _with(node, value=ast.copy_location(ast.Constant(None), node.value))


def _condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    if not isinstance(node.test, ast.Compare | ast.UnaryOp):  # those are turned round where they stand
        yield _with(node, test=_not(node.test))


def _filter(node: ast.comprehension) -> Iterator[ast.AST]:
    for place in range(len(node.ifs)):
        yield _with(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])


def _guard(node: ast.match_case) -> Iterator[ast.AST]:
    if node.guard is not None:
        yield _with(node, guard=None)
        yield _with(node, guard=_not(node.guard))


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in _TWINS:
        yield _with(node, func=ast.copy_location(ast.Name(_TWINS[node.func.id], ast.Load()), node.func))
    for place, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in LEFT_KEYWORDS:
            yield _with(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])


def _statement(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Yield | ast.YieldFrom):  # without it the function would give nothing to go through
        nothing = ast.copy_location(ast.Tuple([], ast.Load()), node)
        yield ast.copy_location(ast.Expr(ast.copy_location(ast.YieldFrom(nothing), node)), node)
    elif not isinstance(node.value, ast.Constant):  # a docstring, or `...`
        yield _nothing(node)


def _assignment(node: ast.Assign | ast.AugAssign) -> Iterator[ast.AST]:
    """A name that was never given a value is noticed by everybody; an attribute or an entry keeps the value it had."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if isinstance(node, ast.AugAssign) or all(isinstance(each, ast.Attribute | ast.Subscript) for each in targets):
        yield _nothing(node)


def _leap(node: ast.Continue | ast.Break) -> Iterator[ast.AST]:
    yield ast.copy_location(ast.Break() if isinstance(node, ast.Continue) else ast.Continue(), node)


def _raised(node: ast.Raise) -> Iterator[ast.AST]:
    yield _nothing(node)


def _nothing(node: ast.AST) -> ast.AST:
    return ast.copy_location(ast.Pass(), node)


_CHANGES: tuple[tuple[Any, Callable[[Any], Iterator[ast.AST]]], ...] = (
    (ast.Compare, _compare),
    (ast.BinOp | ast.AugAssign, _arithmetic),
    (ast.BoolOp, _either_or),
    (ast.UnaryOp, _sign),
    (ast.Constant, _constant),
    (ast.Return, _returned),
    (ast.If | ast.While | ast.IfExp, _condition),
    (ast.comprehension, _filter),
    (ast.match_case, _guard),
    (ast.Call, _call),
    (ast.Expr, _statement),
    (ast.Assign | ast.AugAssign, _assignment),
    (ast.Continue | ast.Break, _leap),
    (ast.Raise, _raised),
)
