import Foundation
import PythonValues
import SecurePython
import Testing

extension Engine {
    /// Sessions that are copied, on the real worker.
    @Suite(.timeLimit(.minutes(5))) struct BranchTests {
        private func session(branches: Int = 4, _ change: (inout Sandbox) -> Void = { _ in }) async throws -> Session {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            change(&sandbox)
            return try await Session.branchable(sandbox, branches: branches)
        }

        /// How many processes of workers live.
        private func processCount() -> Int { HostFacts.workers().filter { HostFacts.state(of: $0) != nil }.count }

        private func awaitProcesses(_ count: Int) async -> Bool { await HostFacts.comesTrue { processCount() == count } }

        @Test func aCopyIsIndependentInBothDirections() async throws {
            let session = try await session()
            try await session.run("import json, random\nitems = [1, 2]\nclass Box:\n    pass\nbox = Box()\nbox.value = items\ndef counter():\n    n = 0\n    while True:\n        n += 1\n        yield n\ncount = counter()\nnext(count)")
            let copy = try await session.branch()
            #expect(try await copy.evaluate("[items, box.value is items, next(count), json.dumps(items)]") == [[1, 2], true, 2, "[1, 2]"])
            try await copy.run("items.append(3)\nbox.value = None\nnew = 1")
            #expect(try await session.evaluate("[items, box.value is items, next(count), 'new' in globals()]") == [[1, 2], true, 2, false])
            try await session.run("items.clear()")
            #expect(try await copy.evaluate("items") == [1, 2, 3])
            #expect(try await copy.evaluate("random.random()") != session.evaluate("random.random()"))
            try await session.close()
            #expect(try await copy.evaluate("len(items)") == 3)
            #expect(try await copy.close()?.report.verdict == .ok)
        }

        @Test func copiesOfCopiesGoOnAtTheSameTime() async throws {
            let session = try await session()
            try await session.run("path = ['root']")
            let left = try await session.branch()
            try await left.run("path.append('left')")
            let inner = try await left.branch()
            try await inner.run("path.append('inner')")
            let right = try await session.branch()
            async let slow = inner.run("import time\ntime.sleep(0.3)\npath[-1]")
            #expect(try await right.evaluate("path") == ["root"])
            #expect(try await left.evaluate("path") == ["root", "left"])
            #expect(try await slow.returnedValue == "inner")
        }

        @Test func filesInMemoryAreCopiedToo() async throws {
            let session = try await session { $0.files = [.scratch(bytes: 1 << 20), .memory(path: "/data/a.txt", content: Array("a".utf8))] }
            try await session.run("open('/tmp/x', 'w').write('one')")
            let copy = try await session.branch()
            try await copy.run("open('/tmp/x', 'a').write(' two')")
            #expect(try await copy.evaluate("open('/tmp/x').read() + open('/data/a.txt').read()") == "one twoa")
            #expect(try await session.evaluate("open('/tmp/x').read()") == "one")
        }

        @Test func limitsAndCrashesEndOneAndNotTheOther() async throws {
            let session = try await session { $0.limits.wallTime = .milliseconds(700) }
            try await session.run("x = 1")
            let copy = try await session.branch()
            let hang = try await copy.run("while True: pass")
            #expect(hang.report.verdict == .wallTime && hang.hasLostState)
            #expect(try await session.evaluate("x") == 1)
            #expect(try await copy.evaluate("'x' in globals()") == false)
            let other = try await session.branch()
            let lost = Task { try await session.run("import time\ntime.sleep(60)") }
            try await Task.sleep(for: .milliseconds(200))
            lost.cancel()
            #expect(try await lost.value.report.verdict == .stopped(.cancelled))
            #expect(try await other.evaluate("x") == 1)
        }

        @Test func threadsAreNamedThatForbidACopy() async throws {
            let session = try await session()
            try await session.run("import threading\nstop = threading.Event()\nthread = threading.Thread(target=stop.wait, name='the waiter')\nthread.start()")
            let error = await #expect(throws: SandboxError.self) { try await session.branch() }
            #expect(error?.code == .request && error?.explanation.contains("'the waiter'") == true, "\(String(describing: error))")
            try await session.run("stop.set()\nthread.join()")
            let copy = try await session.branch()
            #expect(try await copy.evaluate("thread.is_alive()") == false)
        }

        @Test func noMoreCopiesThanAllowed() async throws {
            let session = try await session(branches: 2)
            let copies = [try await session.branch(), try await session.branch()]
            let error = await #expect(throws: SandboxError.self) { try await session.branch() }
            #expect(error?.code == .busy)
            try await copies[0].close()
            let third = try await session.branch()
            #expect(try await third.evaluate("1") == 1)
            #expect(try await copies[1].evaluate("2") == 2)
        }

        @Test func onlyBranchableSessionsAreCopied() async throws {
            let sandbox = Sandbox(whitelist: try .resolving("standard"))
            let plain = try await Session(sandbox)
            let error = await #expect(throws: SandboxError.self) { try await plain.branch() }
            #expect(error?.code == .request && error?.explanation.contains("branchable") == true)
            var mounted = sandbox
            mounted.files = [.mount(host: "/usr/share", at: "/data")]
            await #expect(throws: SandboxError.self) { try await Session.branchable(mounted) }
            var weaker = sandbox
            weaker.enclosure = .noNamespaces
            await #expect(throws: SandboxError.self) { try await Session.branchable(weaker) }
        }

        @Test func nothingIsLeftOfAFamily() async throws {
            // What other tests left is on its way out.
            #expect(await awaitProcesses(0))
            do {
                let session = try await session()
                var copies: [Session] = []
                for _ in 0..<4 { copies.append(try await session.branch()) }
                #expect(try await copies[3].evaluate("1") == 1)
                // Starter, zygote, session and copies.
                #expect(processCount() == 7)
            }
            #expect(await awaitProcesses(0))
        }

        @Test func nativeCodeMakesNoCopyOfItsOwn() async throws {
            // Without the layers that keep scripts from native code.
            let session = try await session { $0.unsafelyWithout = [.language, .audit] }
            try await session.run(
                """
                import ctypes, sys
                libc = ctypes.CDLL(None, use_errno=True)
                x86 = 'x86_64' in sys.implementation._multiarch
                def error(result): return ctypes.get_errno() if result == -1 else result
                def clone(flags, stack=0, place=0):
                    return error(libc.syscall(ctypes.c_long(56 if x86 else 220), ctypes.c_long(flags), ctypes.c_long(stack), ctypes.c_long(place), 0, 0))
                def clone3(): return error(libc.syscall(ctypes.c_long(435), 0, 0))
                """)
            // The one form, which the host refuses unless it asked; other flags, another stack, a place for the id; clone3.
            let attempts = "[clone(0x1208011) for _ in range(20)] + [clone(0x1208111), clone(0x1208011, 4096), clone(0x1208011, 0, 8), clone(0x1228011), clone3()]"
            let refused: PythonValue = .list([PythonValue](repeating: 1, count: 24) + [38])
            #expect(try await session.evaluate(attempts) == refused)
            let copy = try await session.branch()
            #expect(try await copy.evaluate(attempts) == refused)
            #expect(try await session.evaluate(attempts) == refused)
            // Fork, and vfork or what it is made of.
            #expect(try await copy.run("clone(17)").report.verdict == .forbiddenSystemCall(name: nil))
            #expect(try await session.run("clone(0x4111)").report.verdict == .forbiddenSystemCall(name: nil))
        }

        @Test func aCopyTakesMilliseconds() async throws {
            let session = try await session(branches: 1)
            // State that would take long to pickle.
            try await session.run("data = [{'n': n, 'text': str(n)} for n in range(50_000)]")
            var times: [Duration] = []
            for _ in 0..<10 {
                let clock = ContinuousClock(), began = clock.now
                let copy = try await session.branch()
                times.append(began.duration(to: clock.now))
                #expect(try await copy.evaluate("len(data)") == 50_000)
                try await copy.close()
            }
            times.sort()
            print("branch: p50 \(times[5]), slowest \(times[9])")
            #expect(times[5] < .milliseconds(100))
        }
    }
}
