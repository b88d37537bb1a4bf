import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing

extension Engine {
    /// Scripts that try to break host functions and the values that pass, on the real worker.
    @Suite(.timeLimit(.minutes(5))) struct HostAttackTests {
        final class Calls: Sendable {
            private let made = Mutex<[PythonValue]>([])
            var all: [PythonValue] { made.withLock { $0 } }
            func add(_ value: PythonValue) { made.withLock { $0.append(value) } }
        }

        func run(_ code: String, _ functions: [HostFunction], _ change: (inout Sandbox) -> Void = { _ in }) async throws -> Completion {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            sandbox.hostModules = [HostModule("host", functions: functions)]
            sandbox.limits.processorTime = .seconds(60)
            change(&sandbox)
            return try await sandbox.run(ScriptRequest(origin: .command, source: Array(code.utf8), returnsValue: true))
        }

        func echo(_ calls: Calls = Calls(), isAwaitable: Bool = false) -> HostFunction {
            HostFunction(isAwaitable ? "echo_later" : "echo", [.required("value"), .optional("other", default: nil)], isAwaitable: isAwaitable) {
                arguments in
                calls.add(arguments["value"])
                return arguments["value"]
            }
        }

        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

        /// Runs code whose value must be true.
        private func expectTrue(_ code: String, _ functions: [HostFunction], sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let completion = try await run(code, functions)
            #expect(
                completion.returnedValue == true,
                "\(completion.report.verdict) \(completion.value) \(text(completion.standardError))", sourceLocation: sourceLocation)
        }

        // MARK: Values

        @Test func noCodeOfTheScriptRunsInConversion() async throws {
            let calls = Calls()
            try await expectTrue(
                """
                import collections, datetime, decimal, enum
                from host import echo
                ran = []
                def spy(*arguments, **keywords):
                    ran.append(1)
                    raise SystemError('script code ran')
                names = '''__iter__ __next__ __len__ __getitem__ __contains__ keys items values get __index__ __int__ __float__ __bool__
                    __str__ __repr__ __bytes__ __eq__ __lt__ __format__ encode decode utcoffset tzname dst isoformat as_tuple __reduce__
                    __reduce_ex__ __getattribute__ __getattr__ __sizeof__ __copy__ __deepcopy__ __dir__'''.split()
                made = [
                    (dict, ()), (list, ([1],)), (tuple, ((1,),)), (set, ()), (frozenset, ()), (str, ('x',)), (int, (1,)), (float, (1.5,)),
                    (bytes, (b'x',)), (bytearray, (b'x',)), (datetime.date, (2026, 1, 1)), (datetime.datetime, (2026, 1, 1)),
                    (datetime.time, (1, 2)), (datetime.timedelta, (1,)), (decimal.Decimal, ('1.5',)), (object, ()), (complex, (1, 2)),
                    (collections.OrderedDict, ()), (collections.deque, ()),
                ]
                refused = 0
                for base, arguments in made:
                    instance = type('S', (base,), {})(*arguments)
                    cls = type(instance)
                    for name in names:
                        setattr(cls, name, spy)
                    class Key:
                        pass
                    for value in (instance, [instance], (0, (instance,)), {'k': [instance]}):
                        try:
                            echo(value)
                        except TypeError:
                            refused += 1
                # What says that it is something else, by whatever name.
                class Liar:
                    __class__ = dict
                class Meta(type):
                    __name__ = property(spy)
                    __instancecheck__ = __subclasscheck__ = __eq__ = __repr__ = spy
                    __hash__ = type.__hash__
                class Worse(metaclass=Meta):
                    __class__ = property(spy)
                    __hash__ = __eq__ = __repr__ = __getattribute__ = spy
                class Color(enum.IntEnum):
                    RED = 1
                Point = collections.namedtuple('Point', 'x y')
                for value in (Liar(), Worse(), Worse, Color.RED, Point(1, 2), collections.Counter(), 1j, ..., range(3), memoryview(b'x'),
                              {}.keys(), (n for n in []), lambda: 1, print, echo, datetime, object):
                    try:
                        echo([value])
                    except TypeError:
                        refused += 1
                # As a key, and as the name of an argument.
                class Text(str):
                    __eq__ = __hash__ = __str__ = spy
                    def __hash__(self): return 1
                for attempt in (lambda: echo({Text('k'): 1}), lambda: echo(1, **{'\\ud800': 1}), lambda: echo(1, **{'none': 1})):
                    try:
                        attempt()
                    except (TypeError, UnicodeError):
                        refused += 1
                (ran, refused) == ([], 4 * len(made) + 17 + 3) or (ran, refused)
                """, [echo(calls)])
            #expect(calls.all.isEmpty)
        }

        @Test func valuesAtTheirEdgesPassUnchanged() async throws {
            try await expectTrue(
                """
                import datetime as d, decimal, math
                from host import echo
                utc = d.timezone.utc
                class Offset(d.timedelta):
                    def __getattribute__(self, name): raise SystemError('script code ran')
                same = [
                    None, True, False, 0, -1, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**100000, -2**100000, 0.0, 5e-324, 1.7976931348623157e308,
                    math.inf, -math.inf, '', 'a\\0b', '\\U0010ffff', '\\u202e', b'', bytes(range(256)), [], (), {}, set(), (1,), [[]],
                    {1: 2, 1.5: 3, 'a': {b'': ()}, None: None, (1, 'x'): []}, {1, 'a', (2,)},
                    d.date.min, d.date.max, d.datetime.min, d.datetime.max.replace(tzinfo=utc), d.datetime(2026, 10, 25, 2, 30, fold=1),
                    d.time(0, 0, tzinfo=d.timezone(d.timedelta(hours=-23, minutes=-59, seconds=-59))), d.time.max,
                    d.timedelta.min, d.timedelta.max, d.timedelta.resolution,
                    decimal.Decimal('-0'), decimal.Decimal('1E+999999'), decimal.Decimal('Infinity'), decimal.Decimal('0.' + '1' * 50_000),
                    d.datetime(2026, 1, 1, tzinfo=d.timezone(Offset(hours=2))),
                ]
                bad = []
                for value in same:
                    back = echo(value)
                    if back != value or type(back) is not type(value) or type(value) not in (int, set) and 'Offset' not in repr(value) and repr(back) != repr(value):
                        bad.append(ascii(value)[:80] if type(value) is not int else hex(value)[:80])
                nan = echo([math.nan, -0.0, decimal.Decimal('sNaN123'), decimal.Decimal('-NaN')])
                bad += [] if math.isnan(nan[0]) and math.copysign(1, nan[1]) == -1 and str(nan[2]) == 'sNaN123' and str(nan[3]) == '-NaN' else [repr(nan)]
                one = [1]
                shared = echo([one, one])
                shared[0].append(2)
                (bad, shared, one) == ([], [[1, 2], [1]], [1]) or bad
                """, [echo()])
        }

        @Test func whatCannotPassIsRefusedInBoundedTime() async throws {
            let calls = Calls()
            try await expectTrue(
                """
                import datetime as d, decimal, time, zoneinfo
                from host import echo
                ran = []
                class Zone(d.tzinfo):
                    def utcoffset(self, when): ran.append(1); return d.timedelta(hours=1)
                    def tzname(self, when): ran.append(1)
                    def dst(self, when): ran.append(1)
                cycle = []; cycle.append([(cycle,)])
                knot = {}; knot['x'] = {'y': knot}
                holder = ([],); holder[0].append(holder)
                wide = bytes(1 << 16)
                for _ in range(60): wide = [wide, wide]
                deep = []
                for _ in range(100_000): deep = [deep]
                refused = []
                began = time.monotonic()
                for value in (cycle, knot, holder, wide, deep, '\\ud800', ['a\\udfff'], {'\\ud800': 1}, d.datetime(2026, 1, 1, tzinfo=Zone()), d.time(1, tzinfo=Zone()),
                              d.time(1, tzinfo=d.timezone(d.timedelta(microseconds=1))), decimal.Decimal('1' * 200_000),
                              1 << (8 * 70 << 20), bytes(70 << 20), 'x' * (70 << 20), bytes(20 << 20)):
                    try:
                        echo(value)
                        refused.append(type(value).__name__)
                    except (TypeError, ValueError):
                        pass
                (refused, ran, time.monotonic() - began < 60) == ([], [], True) or (refused, ran)
                """, [echo(calls)])
            #expect(calls.all.isEmpty)
        }

        @Test func containersThatChangeMeanwhileAreHarmless() async throws {
            try await expectTrue(
                """
                import gc, decimal, threading
                from host import echo
                shared = [decimal.Decimal(n) for n in range(500)]
                table = {n: [decimal.Decimal(n)] for n in range(500)}
                group = {decimal.Decimal(n) for n in range(500)}
                over = threading.Event()
                def change():
                    while not over.is_set():
                        shared.clear(); shared.extend([decimal.Decimal(7)] * 400)
                        table.clear(); table.update({n: [decimal.Decimal(n)] for n in range(300)})
                        group.clear(); group.update(decimal.Decimal(n) for n in range(200))
                class Bomb:
                    def __init__(self): self.own = self
                    def __del__(self):
                        shared.clear(); table.clear(); group.clear()
                threads = [threading.Thread(target=change) for _ in range(3)]
                for thread in threads: thread.start()
                odd = []
                for turn in range(60):
                    for value in (shared, table, group, [shared, table, group]):
                        Bomb()
                        try:
                            back = echo(value)
                        except (IndexError, RuntimeError):
                            continue
                        if type(back) is not type(value): odd.append(back)
                over.set()
                for thread in threads: thread.join()
                odd == []
                """, [echo()])
        }

        // MARK: Callables

        @Test func nothingLeadsOutOfACallable() async throws {
            let calls = Calls()
            try await expectTrue(
                """
                import copy, inspect, pickle, types
                import host
                from host import echo
                found = [name for name in ('__self__', '__globals__', '__code__', '__closure__', '__func__', '__wrapped__', '__dict__')
                         if getattr(echo, name, None) is not None]
                refused = 0
                for attempt in (lambda: type.__call__(object.__getattribute__(echo, '__class__')), lambda: setattr(echo, '__name__', 'x'),
                                lambda: setattr(echo, 'extra', 1), lambda: echo.__init__(1), lambda: types.FunctionType(echo, {}),
                                lambda: echo(), lambda: echo(1, 2, 3), lambda: echo(value=1, **{'value': 2}), lambda: echo(1, value=2),
                                lambda: echo(1, nowhere=2)):
                    try:
                        attempt()
                    except (TypeError, AttributeError):
                        refused += 1
                # By its name, as any function of a module; and it is the same one.
                same = copy.copy(echo) is echo and pickle.loads(pickle.dumps(echo)) is echo
                shown = echo.__text_signature__
                (found, same, str(inspect.signature(echo)), shown == '(value, other=None)', refused) == ([], True, '(value, other=None)', True, 9) \\
                    or (found, same, shown, refused)
                """, [echo(calls)])
            #expect(calls.all == [])
        }

        @Test func aLoopOfTheScriptsOwnGetsNothing() async throws {
            try await expectTrue(
                """
                import asyncio
                from host import echo_later
                class Odd(asyncio.SelectorEventLoop):
                    def create_future(self):
                        return self.odd
                    def add_reader(self, reader, callback, *rest):
                        for _ in range(3): self.kept = callback
                        try: callback()
                        except Exception: pass
                        raise OSError('no')
                seen = []
                for odd in (None, 5, 'text', object()):
                    loop = Odd()
                    loop.odd = odd
                    async def main():
                        try:
                            echo_later(1)
                        except Exception as error:
                            seen.append(type(error).__name__)
                    try:
                        loop.run_until_complete(asyncio.Task(main(), loop=loop))
                    except Exception as error:
                        seen.append(type(error).__name__)
                async def fine():
                    return await asyncio.gather(*(echo_later(n) for n in range(50)))
                asyncio.run(fine()) == list(range(50)) or seen
                """, [echo(isAwaitable: true)])
        }
    }
}
