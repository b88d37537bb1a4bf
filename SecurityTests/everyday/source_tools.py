# Everyday tools for source text: ast, tokenize, inspect, dis, symtable, code, linecache, keyword.


def test_ast_transform():
    import ast

    class Swap(ast.NodeTransformer):
        def visit_Add(self, node):
            return ast.Mult()

    tree = ast.fix_missing_locations(Swap().visit(ast.parse("3 + 4 + x", mode="eval")))
    assert eval(compile(tree, "<tree>", "eval"), {"x": 2}) == 24 and ast.unparse(tree) == "3 * 4 * x"


def test_ast_walk():
    import ast
    tree = ast.parse("import a\nfrom b import c as d\ndef f(x: int = 1) -> str:\n    'doc'\n    return x")
    names = [alias.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    function = tree.body[-1]
    assert names == ["a", "c"] and ast.get_docstring(function) == "doc" and function.returns.id == "str"
    assert "arg='x'" in ast.dump(function.args) and function.lineno == 3 and function.end_lineno == 5


def test_ast_literals():
    import ast
    assert ast.literal_eval("{'a': [1, -2.5, (None, True)], 'b': {1, 2}}") == {"a": [1, -2.5, (None, True)], "b": {1, 2}}
    for text in ("f()", "1 + x", "[i for i in 'a']"):
        try:
            ast.literal_eval(text)
        except ValueError:
            continue
        raise AssertionError(text)


def test_tokenize_text():
    import io
    import token
    import tokenize
    text = "x = (1 +\n     2)  # sum\n"
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    assert [t.string for t in tokens if t.type == token.NUMBER] == ["1", "2"]
    assert [t.string for t in tokens if t.type == tokenize.COMMENT] == ["# sum"] and tokenize.untokenize(tokens) == text
    assert tokenize.detect_encoding(io.BytesIO(b"# -*- coding: latin-1 -*-\n").readline)[0] == "iso-8859-1"


def test_inspect_signature():
    import inspect

    def f(a, /, b: int = 2, *args, c, **kwargs) -> None: ...

    signature = inspect.signature(f)
    assert str(signature) == "(a, /, b: int = 2, *args, c, **kwargs) -> None"
    bound = signature.bind_partial(1, c=3)
    bound.apply_defaults()
    assert bound.args == (1, 2) and bound.kwargs == {"c": 3}
    assert str(signature.replace(return_annotation=int)).endswith("-> int") and inspect.signature(len).parameters


def test_inspect_kinds():
    import inspect

    class Base:
        def method(self): ...

        @staticmethod
        def fixed(): ...

    def generate():
        yield

    async def wait(): ...

    assert [n for n, _ in inspect.getmembers(Base, inspect.isfunction)] == ["fixed", "method"]
    assert inspect.isgeneratorfunction(generate) and inspect.iscoroutinefunction(wait) and inspect.ismethod(Base().method)
    assert inspect.getattr_static(Base, "fixed").__class__ is staticmethod and inspect.isbuiltin(print)
    assert inspect.getgeneratorstate(generate()) == "GEN_CREATED"


def test_inspect_frames():
    import inspect

    def who():
        return inspect.stack()[1].function, inspect.currentframe().f_code.co_name

    assert who() == ("test_inspect_frames", "who")
    local = "value"
    assert inspect.currentframe().f_locals["local"] == "value"


def test_dis_instructions():
    import dis
    import io

    def f(x):
        return x + 1

    names = [instruction.opname for instruction in dis.get_instructions(f)]
    assert "BINARY_OP" in names and names[-1] == "RETURN_VALUE"
    dis.dis("y = 2", file=(out := io.StringIO()))
    assert "STORE_NAME" in out.getvalue() and dis.opname[dis.opmap["NOP"]] == "NOP"


def test_symtable_scopes():
    import symtable
    table = symtable.symtable("def f(a):\n    global g\n    def h():\n        return a\n", "<text>", "exec")
    function = table.get_children()[0]
    assert function.get_parameters() == ("a",) and function.lookup("g").is_global() and table.lookup("f").is_namespace()
    assert function.get_children()[0].get_frees() == ("a",)


def test_code_interpreter():
    import code
    import io
    from contextlib import redirect_stderr, redirect_stdout
    interpreter = code.InteractiveInterpreter({})
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as errors:
        assert not interpreter.runsource("x = 20 + 1") and interpreter.runsource("if x:") is True
        interpreter.runsource("print(x * 2)")
        interpreter.runsource("1 / 0")
    assert out.getvalue() == "42\n" and "ZeroDivisionError" in errors.getvalue()


def test_codeop_incomplete():
    import codeop
    assert codeop.compile_command("x = 1") and codeop.compile_command("for x in y:") is None
    try:
        codeop.compile_command("x = = 1")
    except SyntaxError:
        pass
    else:
        raise AssertionError("wrong syntax")


def test_linecache_entries():
    import linecache
    linecache.cache["<made>"] = (10, None, ["first\n", "second\n"], "<made>")
    assert linecache.getline("<made>", 2) == "second\n" and linecache.getline("<none>", 1) == ""


def test_keyword_lists():
    import keyword
    import token
    assert keyword.iskeyword("async") and keyword.issoftkeyword("match") and not keyword.iskeyword("print")
    assert token.tok_name[token.NAME] == "NAME" and token.EXACT_TOKEN_TYPES["->"] == token.RARROW


def test_eval_and_compile():
    space = {"__name__": "made"}
    eval(compile("def double(n):\n    return n * 2\nclass C:\n    pass\n", "<made>", "exec"), space)
    assert space["double"](4) == 8 and space["C"].__module__ == "made" and space["double"].__code__.co_filename == "<made>"
    assert eval("[n for n in values if n > limit]", {"limit": 1}, {"values": [1, 2]}) == [2]


def test_rlcompleter_names():
    import rlcompleter
    completer = rlcompleter.Completer({"thing": "text"})
    assert completer.complete("thi", 0) == "thing" and completer.complete("thing.upp", 0) == "thing.upper()"


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
