"""Reads stub files with Python's own parser: a JSON line for each, with its calls and all that it must not have."""

import ast
import json
import sys

CLASSES = {
    "Asset", "AssetAll", "AssetAny", "CronTriggerTimetable", "DAG", "DeadlineAlert", "DeltaTriggerTimetable",
    "Label", "MultipleCronTriggerTimetable", "Param", "SyncCallback", "TaskGroup", "task_group", "timedelta",
}  # fmt: skip
# What each file with tasks has, and nothing of a DAG is in it but the function's name, which is "stub" or made of it.
OPERATOR = """
class Stub(task.stub(FUNCTION).operator_class):
    __module__ = task.stub(FUNCTION).operator_class.__module__
    def get_python_source(self):
        return 'def FUNCTION(): ...'
def stub_task(function, **settings):
    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)
"""
METHODS = {
    "AVERAGE_RUNTIME", "FIXED_DATETIME", "as_setup", "as_teardown", "expand", "expand_kwargs", "fromisoformat", "set_downstream", "zip",
}  # fmt: skip
NODES = (
    ast.Module, ast.ImportFrom, ast.alias, ast.FunctionDef, ast.arguments, ast.arg, ast.Expr, ast.Constant, ast.With,
    ast.withitem, ast.Assign, ast.Name, ast.Attribute, ast.Call, ast.keyword, ast.List, ast.Dict, ast.Subscript,
    ast.BinOp, ast.RShift, ast.UnaryOp, ast.USub, ast.Load, ast.Store, ast.Pass,
)  # fmt: skip


def value(node):
    try:
        return {"value": ast.literal_eval(node)}
    except ValueError:
        pass
    if isinstance(node, ast.Call):
        return call(node)
    if isinstance(node, ast.List):
        return {"list": [value(element) for element in node.elts]}
    if isinstance(node, ast.Dict):
        return {"members": [[key.value, value(member)] for key, member in zip(node.keys, node.values)]}
    return {"code": ast.unparse(node)}


def name(function):
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def call(node):
    return {
        "call": name(node.func),
        "args": [value(argument) for argument in node.args],
        "kwargs": {keyword.arg: value(keyword.value) for keyword in node.keywords},
    }


def without_operator(tree):
    """The file without the operator of its tasks, where that is as it must be."""
    places = [place for place, node in enumerate(tree.body) if isinstance(node, ast.ClassDef)]
    if places and places[0] > 0 and isinstance(tree.body[places[0] - 1], ast.FunctionDef):
        begin = places[0]
        functions = {node.name for node in tree.body[:begin] if isinstance(node, ast.FunctionDef) and not node.args.args}
        expected = {ast.unparse(ast.parse(OPERATOR.replace("FUNCTION", name))) for name in functions if name.startswith("stub")}
        if ast.unparse(ast.Module(tree.body[begin : begin + 2], [])) in expected:
            del tree.body[begin : begin + 2]
    return tree


def violations(tree):
    defined = {"dag", "stub_task"}
    for node in ast.walk(tree):
        if not isinstance(node, NODES):
            yield type(node).__name__
        if isinstance(node, ast.ImportFrom) and node.module not in ("datetime", "airflow.sdk", "airflow.sdk.bases.decorator"):
            yield f"import {node.module}"
        if isinstance(node, ast.alias):
            defined.add(node.name)
        if isinstance(node, ast.FunctionDef):
            defined.update({node.name}, {argument.arg for argument in node.args.args})
            if node.args.vararg or node.args.kwarg or node.args.defaults:
                yield f"parameters of {node.name}"
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            defined.add(node.id)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in defined:
            yield f"unknown name {node.id}"
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id not in CLASSES | defined:
            yield f"call of {function.id}"
        if isinstance(function, ast.Attribute) and function.attr not in METHODS:
            yield f"call of .{function.attr}"


for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        source = file.read()
    tree = without_operator(ast.parse(source))
    # As a decorator's function is read back, line by line.
    ast.parse("\n".join(source.splitlines()))
    calls = [call(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    print(json.dumps({"violations": sorted(set(violations(tree))), "calls": calls}))
