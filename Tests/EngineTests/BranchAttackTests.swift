import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing
import Wire

extension Engine {
    /// Native code in a session that can be copied, which speaks with the host itself: without the layers that keep scripts
    /// from native code.
    @Suite(.timeLimit(.minutes(5))) struct BranchAttackTests {
        /// Statement 1. The session's process says that a statement is over, and then does what it is asked as `way` has it.
        private static let tools = """
            import ctypes, struct, sys
            libc = ctypes.CDLL(None, use_errno=True)
            libc.send.restype = libc.recvmsg.restype = ctypes.c_ssize_t
            x86 = 'x86_64' in sys.implementation._multiarch
            class Piece(ctypes.Structure):
                _fields_ = [('base', ctypes.c_void_p), ('size', ctypes.c_size_t)]
            class Message(ctypes.Structure):
                _fields_ = [('name', ctypes.c_void_p), ('name_size', ctypes.c_uint32), ('pieces', ctypes.POINTER(Piece)), ('count', ctypes.c_size_t),
                            ('control', ctypes.c_void_p), ('control_size', ctypes.c_size_t), ('flags', ctypes.c_int)]
            place = ctypes.c_int(0)
            seen = []
            def frame(kind, payload=b''): return struct.pack('<IBxxx', len(payload), kind) + payload
            def blob(data): return struct.pack('<I', len(data)) + data
            def answered(number): return frame(11, struct.pack('<IB', number, 1))
            def call(number, function): return frame(12, struct.pack('<IIIB', number, 0, function, 0) + blob(nothing))
            READY = frame(1)
            def send(*frames):
                data = b''.join(frames)
                return libc.send(3, data, ctypes.c_size_t(len(data)), 0)
            def receive():
                room, control = ctypes.create_string_buffer(1 << 16), ctypes.create_string_buffer(24)
                piece = Piece(ctypes.addressof(room), len(room))
                message = Message(None, 0, ctypes.pointer(piece), 1, ctypes.addressof(control), 24, 0)
                count = libc.recvmsg(3, ctypes.byref(message), 0x40000000)
                if count <= 0: libc._exit(1)
                size, kind = struct.unpack_from('<IB', room.raw)
                return kind, room.raw[8:8 + size], struct.unpack_from('<i', control.raw, 16)[0] if message.control_size else -1
            def clone():
                arguments = [0x1208011, 0, 0] + ([ctypes.addressof(place), 0] if x86 else [0, ctypes.addressof(place)])
                result = libc.syscall(ctypes.c_long(56 if x86 else 220), *map(ctypes.c_long, arguments))
                return -ctypes.get_errno() if result == -1 else result
            def wait():
                while True: libc.usleep(100_000)
            def serve():
                while True:
                    kind, payload, _ = receive()
                    number, = struct.unpack_from('<I', payload)
                    send(frame(2, b'\\1' + repr(seen).encode()), answered(number))
            def attack(number, way):
                send(answered(number))
                kind, payload, channel = receive()
                if kind != 14: libc._exit(2)
                way(*struct.unpack('<I', payload), channel)
                serve()
            def become(channel):
                libc.dup3(channel, 3, 0)
                libc.close(channel)
                send(READY, answered(0))
                serve()
            """

        private func session(_ way: String, _ change: (inout Sandbox) -> Void = { _ in }) async throws -> Session {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            sandbox.unsafelyWithout = [.language, .audit]
            change(&sandbox)
            let session = try await Session.branchable(sandbox, branches: 4)
            try await session.run(Self.tools + "\n" + way, inputs: ["nothing": .bytes(try PythonValue.dictionary([]).encoded(ValueLimits()))])
            return session
        }

        private func error(_ body: () async throws -> Session) async -> SandboxError? {
            do {
                _ = try await body()
                return nil
            } catch {
                return error as? SandboxError
            }
        }

        /// Starters, zygotes, sessions and copies.
        private func awaitProcesses(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async {
            let isSo = await HostFacts.comesTrue { HostFacts.workers().count == count }
            #expect(isSo, "\(HostFacts.workers().count) processes and not \(count)", sourceLocation: sourceLocation)
        }

        @Test func aCopyThatSaysNothingEndsTheFamily() async throws {
            await awaitProcesses(0)
            let session = try await session("def way(number, channel):\n    if clone() == 0: wait()\n    send(answered(number))")
            try await session.run("attack(2, way)")
            let refused = await error { try await session.branch() }
            #expect(refused?.code == .worker && refused?.explanation.contains("says nothing") == true, "\(String(describing: refused))")
            await awaitProcesses(0)
            // What is left is a session that has lost its state.
            #expect(try await session.run("1").hasLostState)
            #expect(try await session.evaluate("1 + 1") == 2)
            await awaitProcesses(3)
        }

        @Test func aCopyThatWasDeniedIsEnded() async throws {
            await awaitProcesses(0)
            let session = try await session(
                """
                def way(number, channel):
                    if clone() == 0: become(channel)
                    send(frame(11, struct.pack('<IBB', number, 3, 2) + blob(b'RuntimeError') + blob(b'no copy here') + b'\\0'))
                """)
            try await session.run("attack(2, way)")
            let refused = await error { try await session.branch() }
            #expect(refused?.code == .request && refused?.explanation.contains("no copy here") == true, "\(String(describing: refused))")
            await awaitProcesses(3)
            #expect(try await session.run("1").report.verdict == .ok)
        }

        @Test func aSessionIsNoCopyOfItself() async throws {
            await awaitProcesses(0)
            for (way, text) in [
                ("send(answered(number))", "though it says so"),
                ("libc.dup3(channel, 3, 0)\n    send(READY, answered(0))", "verdict"),
                // It is stopped once it has answered, and may come to speak at the other channel, or not.
                ("if clone() == 0: wait()\n    send(answered(number))\n    libc.dup3(channel, 3, 0)\n    send(READY, answered(0))", "copy"),
            ] {
                let session = try await session("def way(number, channel):\n    " + way) { $0.limits.wallTime = .seconds(1) }
                try await session.run("attack(2, way)")
                let refused = await error { try await session.branch() }
                #expect(refused?.code == .worker && refused?.explanation.contains(text) == true, "\(way): \(String(describing: refused))")
            }
            await awaitProcesses(0)
        }

        @Test func oneRequestMakesOneCopy() async throws {
            await awaitProcesses(0)
            let session = try await session(
                """
                def way(number, channel):
                    if clone() == 0:
                        seen.extend(clone() for _ in range(9))
                        become(channel)
                    seen.extend(clone() for _ in range(9))
                    send(answered(number))
                """)
            try await session.run("attack(2, way)")
            let copy = try await session.branch()
            for one in [session, copy] {
                #expect(String(decoding: try await one.run("1").standardOutput, as: UTF8.self) == "[-1, -1, -1, -1, -1, -1, -1, -1, -1]")
            }
            await awaitProcesses(4)
        }

        @Test func aFloodOfRequestsCostsTheHostLittle() async throws {
            let session = try await session(
                """
                import time
                def flood(seconds):
                    end = time.monotonic() + seconds
                    count = 0
                    while time.monotonic() < end:
                        assert clone() == -1
                        count += 1
                    return count
                """)
            let flood = Task { try await session.call("flood", arguments: [0.5]) }
            let count = try #require(try await flood.value.intValue)
            #expect(count > 0 && count <= 550, "\(count)")
            // Meanwhile and afterwards copies are made.
            let copy = try await session.branch()
            async let more = copy.call("flood", arguments: [0.2])
            let other = try await session.branch()
            #expect(try await other.evaluate("1 + 1") == 2)
            #expect(try await more.intValue ?? 0 > 0)
        }

        @Test func aCopyInTheNameOfItsOriginalHasNoMoreThanThat() async throws {
            await awaitProcesses(0)
            let calls = Count()
            let grant = HostGrant()
            let note = HostFunction("note", budget: .init(calls: 2), grant: grant) { _ in
                calls.add()
                return nil
            }
            // On its original's channel, three calls of which two are granted; then on its own.
            let session = try await session(
                """
                def way(number, channel):
                    if clone() == 0:
                        for each in (1, 2, 3):
                            send(call(each, 0))
                            seen.append(receive()[0])
                        send(answered(number))
                        become(channel)
                    wait()
                """) { $0.hostModules = [HostModule("host", functions: [note])] }
            try await session.run("attack(2, way)")
            let copy = try await session.branch()
            #expect(calls.value == 2)
            #expect(String(decoding: try await copy.run("1").standardOutput, as: UTF8.self) == "[12, 12, 12]")
            await awaitProcesses(4)
            // The original waits for ever, which is its own affair.
            let stuck = Task { try await session.run("1") }
            try await Task.sleep(for: .milliseconds(200))
            stuck.cancel()
            #expect(try await stuck.value.report.verdict == .stopped(.cancelled))
            #expect(try await copy.run("1").report.verdict == .ok)
            await awaitProcesses(3)
        }

        @Test func aFunctionThatIsNotGrantedEndsBoth() async throws {
            await awaitProcesses(0)
            let note = HostFunction("note") { _ in nil }
            let session = try await session(
                """
                def way(number, channel):
                    if clone() == 0:
                        send(call(1, 7))
                        libc.usleep(100_000)
                        become(channel)
                    wait()
                """) { $0.hostModules = [HostModule("host", functions: [note])] }
            try await session.run("attack(2, way)")
            let refused = await error { try await session.branch() }
            #expect(refused?.code == .worker && refused?.explanation.contains("was not granted") == true, "\(String(describing: refused))")
            await awaitProcesses(2)
            #expect(try await session.evaluate("1 + 1") == 2)
        }

        @Test func aSessionThatNeverAnswersHoldsUpNoOtherOfItsFamily() async throws {
            await awaitProcesses(0)
            let session = try await session("def way(number, channel): wait()") {
                $0.limits.wallTime = .unlimited
                $0.limits.processorTime = .unlimited
            }
            let other = try await session.branch()
            try await session.run("attack(3, way)")
            let stuck = Task { try await session.branch() }
            try await Task.sleep(for: .milliseconds(200))
            let copy = try await other.branch()
            #expect(try await copy.evaluate("1 + 1") == 2)
            stuck.cancel()
            #expect(await error { try await stuck.value }?.code == .cancelled)
        }

        @Test func aCancelledCopyLeavesNoProcess() async throws {
            await awaitProcesses(0)
            let session = try await session(
                """
                def way(number, channel):
                    if clone() == 0: become(channel)
                    wait()
                """)
            let other = try await session.branch()
            try await session.run("attack(3, way)")
            let asked = Task { try await session.branch() }
            try await Task.sleep(for: .milliseconds(300))
            asked.cancel()
            let refused = await error { try await asked.value }
            #expect(refused?.code == .cancelled, "\(String(describing: refused))")
            // Starter, zygote and the copy of before.
            await awaitProcesses(3)
            #expect(try await other.evaluate("len(seen)") == 0)
        }

        /// As in `SecurityTests/kernel/programs`, whose runs cannot be copied: each by a copy of its own.
        @Test func noOtherWayMakesAProcess() async throws {
            await awaitProcesses(0)
            let session = try await session(
                """
                class Arguments(ctypes.Structure):
                    _fields_ = [(name, ctypes.c_uint64) for name in 'flags pidfd child_tid parent_tid exit_signal stack size tls set count cgroup'.split()]
                libc.syscall.restype = ctypes.c_long
                def call(x86_number, arm_number, *arguments):
                    number = x86_number if x86 else arm_number
                    return -1 if number is None else libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
                """)
            for attempt in [
                "libc.fork()", "libc.vfork()", "libc.daemon(1, 1)", "libc.system(b'true')", "call(56, 220, 17)", "call(57, None)", "call(58, None)",
                "call(59, 221, 0, 0, 0)",
                // The one form, and it with VM, VFORK, FS, FILES, SIGHAND, THREAD, PTRACE, IO and namespaces, another stack, a place for
                // the id, another signal and none, and a bit that only registers have.
                "call(56, 220, 0x1208011)", "call(56, 220, 0x1208111, 4096)", "call(56, 220, 0x120c011)", "call(56, 220, 0x1208211)",
                "call(56, 220, 0x1208411)", "call(56, 220, 0x1208911, 4096)", "call(56, 220, 0x1218911, 4096)", "call(56, 220, 0x120a011)",
                "call(56, 220, 0x81208011)", "call(56, 220, 0x21208011)", "call(56, 220, 0x11208011)", "call(56, 220, 0x1209011)",
                "call(56, 220, 0x1208011, 4096)", "call(56, 220, 0x1208011, 0, 8)", "call(56, 220, 0x1208012)", "call(56, 220, 0x1208000)",
                "call(56, 220, 0x1208011 | 1 << 32)", "call(56, 220, 0x8011)",
                "call(435, 435, ctypes.addressof(Arguments(0x8000, 0, 0, 0, 17)), 64)",
                "call(435, 435, ctypes.addressof(Arguments(0x1208000, 0, 0, 0, 17)), 88)",
                // The other table of calls of x86-64.
                "call(56 | 1 << 30, None, 0x1208011)", "call(57 | 1 << 30, None)",
                // A descriptor more, another filter with a listener, and a descriptor of one's own process.
                "call(33, None, 3, 4)", "call(292, 24, 3, 4, 0)", "call(292, 24, 3, 3, 0)", "call(32, 23, 3)", "call(317, 277, 1, 8, 0)",
                "call(438, 438, 3, 3, 0)", "call(434, 434, 1, 0)", "call(46, 211, 3, 0, 0)", "call(272, 97, 0x10000)",
            ] {
                let copy = try await session.branch()
                let completion = try await copy.run("attempt = \(attempt)\nprint(attempt, flush=True)")
                let text = String(decoding: completion.standardOutput, as: UTF8.self)
                switch completion.report.verdict {
                case .forbiddenSystemCall: break
                case .ok: #expect(text == "-1\n", "\(attempt)")
                default: Issue.record("\(attempt): \(completion.report.verdict) \(text) \(String(decoding: completion.standardError, as: UTF8.self))")
                }
                try await copy.close()
                await awaitProcesses(3)
            }
        }
    }
}
