# Everyday facts and services of the interpreter: sys, gc, importlib, pkgutil, platform, weakref, builtins.


def test_sys_facts():
    import sys
    assert sys.version_info >= (3, 11) and sys.implementation.name == "cpython" and sys.maxsize == 2 ** 63 - 1
    assert sys.byteorder == "little" and sys.getsizeof("a") > 40 and sys.float_info.dig == 15
    assert "json" in sys.stdlib_module_names and sys.getrecursionlimit() >= 1000 and sys.platform == "linux"


def test_sys_exc_info():
    import sys
    try:
        raise KeyError("k")
    except KeyError:
        kind, value, trace = sys.exc_info()
        assert kind is KeyError and value.args == ("k",) and trace.tb_lineno > 0 and sys.exception() is value
    assert sys.exc_info() == (None, None, None)


def test_sys_exit_exception():
    import sys
    try:
        sys.exit("reason")
    except BaseException as error:
        assert type(error).__name__ == "SystemExit" and error.code == "reason" and not isinstance(error, Exception)


def test_sys_modules_reads():
    import json
    import sys
    assert sys.modules["json"] is json and "no.such.module" not in sys.modules and sys.modules.get("json.decoder")


def test_sys_streams_replaced():
    import io
    import sys
    real, sys.stdout = sys.stdout, io.StringIO()
    try:
        print("kept")
        assert sys.stdout.getvalue() == "kept\n"
    finally:
        sys.stdout = real


def test_gc_collect():
    import gc
    import weakref

    class Node:
        pass

    node = Node()
    node.self = node
    reference = weakref.ref(node)
    del node
    gc.collect()
    assert reference() is None and isinstance(gc.isenabled(), bool)


def test_importlib_import():
    import importlib
    assert importlib.import_module("json").loads("1") == 1
    assert importlib.import_module(".abc", "collections").Mapping.__name__ == "Mapping"
    try:
        importlib.import_module("no_such_module")
    except ModuleNotFoundError as error:
        assert error.name == "no_such_module"


def test_import_forms():
    import os.path as path
    import xml.etree.ElementTree
    from collections import abc as interfaces
    from email import message, policy
    assert path.join("a", "b") == "a/b" and xml.etree.ElementTree.Element("x").tag == "x"
    assert interfaces.Sized and message.EmailMessage(policy.default) is not None


def test_pkgutil_resolve():
    import pkgutil
    assert pkgutil.resolve_name("json.decoder:JSONDecoder").__name__ == "JSONDecoder"
    assert pkgutil.resolve_name("os.path").join("a", "b") == "a/b"


def test_platform_version():
    import platform
    import sys
    assert platform.python_version().startswith(f"{sys.version_info.major}.{sys.version_info.minor}")
    assert platform.python_implementation() == "CPython" and platform.architecture


def test_builtins_names():
    import builtins
    assert builtins.len is len and builtins.print is print and hasattr(builtins, "ValueError")
    builtins.everyday = 5
    assert everyday == 5
    del builtins.everyday


def test_recursion_error():
    def endless(n):
        return endless(n + 1)

    try:
        endless(0)
    except RecursionError as error:
        assert "recursion" in str(error)
    else:
        raise AssertionError("endless")


def test_future_features():
    import __future__
    code = compile("x: y", "<text>", "exec", flags=__future__.annotations.compiler_flag)
    eval(code, space := {})
    assert space["__annotations__"] == {"x": "y"}


def test_generators_and_coroutines():
    def numbers():
        received = yield 1
        yield received * 2
        return "end"

    def delegate():
        return (yield from numbers())

    generator = delegate()
    assert next(generator) == 1 and generator.send(21) == 42
    try:
        next(generator)
    except StopIteration as stop:
        assert stop.value == "end"


def test_types_of_the_language():
    import types
    assert isinstance(test_types_of_the_language, types.FunctionType) and isinstance((n for n in ()), types.GeneratorType)
    assert types.new_class("Made", (dict,), {}, lambda space: space.update(x=1)).x == 1
    assert isinstance(types, types.ModuleType) and types.NoneType is type(None) and isinstance(len, types.BuiltinFunctionType)


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
