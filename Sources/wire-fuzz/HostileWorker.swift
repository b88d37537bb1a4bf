import Glibc
import LinuxShims
import Policy
import Wire
import WireSamples

/// A worker without a Python that says what it likes: the hosts of `HostFuzz` start it.
///
/// The user that it is told to become is the seed of what it does, and nothing else.
struct HostileWorker {
    static let control: Int32 = 3
    var random: Generator
    private var frames: RandomFrames
    var decoder = FrameDecoder<HostToZygote>()
    /// The descriptor that came last.
    var channel: Int32 = -1
    private let use: Use

    /// What the host that starts a worker does with it.
    enum Use { case run, session, family }

    static func use(seed: UInt32) -> Use {
        switch seed % 6 {
        case 0, 1: .session
        case 2, 3: .family
        default: .run
        }
    }

    static func isAsked(_ arguments: [String]) -> UInt32? {
        arguments.count == 5 && arguments[1] == "--user" ? UInt32(arguments[2]) : nil
    }

    init(seed: UInt32) {
        use = Self.use(seed: seed)
        random = Generator(seed: UInt64(seed))
        frames = RandomFrames(seed: random.next())
    }

    /// The starter: one process between host and zygote, as hosts expect it.
    mutating func run() -> Never {
        _ = spl_default_signals()
        let starter = getpid()
        let zygote = spl_fork()
        if zygote == 0 {
            guard spl_die_with_parent(starter) == 0 else { _exit(1) }
            runZygote()
        }
        close(Self.control)
        var end = spl_end()
        _ = spl_wait(zygote, 1, &end)
        _exit(0)
    }

    private mutating func runZygote() -> Never {
        say(.hello(WorkerIdentity(python: "3.11")))
        guard awaitRun() else { _exit(0) }
        say(
            .ready(
                layers: Set(Layer.allCases),
                enclosure: EnclosureReport(level: .full, landlockVersion: 7, hasUserNamespace: true)))
        if use == .family { serveFamily() }
        let zygote = getpid()
        let child = spl_fork()
        if child == 0 {
            guard spl_die_with_parent(zygote) == 0 else { _exit(1) }
            close(Self.control)
            var life = HostileChild(channel: channel, seed: random.next())
            if use == .session { life.runSession() } else { life.run() }
        }
        close(channel)
        let descriptor = random.chance(1, in: 20) ? spl_process_descriptor(zygote) : spl_process_descriptor(child)
        say(.started(run: 1), passing: random.chance(1, in: 20) ? -1 : descriptor)
        if random.chance(1, in: 20) { _exit(1) }
        awaitEnd(of: child)
        var end = spl_end()
        _ = spl_wait(child, 1, &end)
        say(
            .ended(
                run: 1,
                end: ChildEnd(
                    status: end.status, userMicroseconds: UInt64(clamping: end.user_microseconds),
                    systemMicroseconds: UInt64(clamping: end.system_microseconds),
                    peakKibibytes: UInt64(clamping: end.peak_kibibytes))))
        // Without a word more, until the host goes.
        var byte: UInt8 = 0
        _ = spl_read(Self.control, &byte, 1)
        _exit(0)
    }

    /// The host's end is the end of the child, which may be stopped.
    private func awaitEnd(of child: Int32) {
        let descriptor = spl_process_descriptor(child)
        while true {
            var entries = [
                spl_poll(descriptor: descriptor, wanted: Int16(POLLIN), seen: 0),
                spl_poll(descriptor: Self.control, wanted: 0, seen: 0),
            ]
            guard spl_wait_ready(&entries, entries.count, -1) >= 0, entries[0].seen == 0 else { break }
            if entries[1].seen != 0 { _ = spl_kill(descriptor) }
        }
        close(descriptor)
    }

    /// The frame as it should be, or spoilt, or another one, or none.
    mutating func say(_ frame: ZygoteToHost, passing descriptor: Int32 = -1) {
        guard var bytes = try? frame.encoded() else { _exit(1) }
        switch random.below(60) {
        case 0: Mutation.apply(to: &bytes, splicing: bytes, &random)
        case 1: bytes += (try? frames.fromZygote().encoded()) ?? []
        case 2: bytes = (try? frames.fromZygote().encoded()) ?? bytes
        case 3: _exit(Int32(random.below(256)))
        case 4: bytes += bytes
        default: break
        }
        Stream.send(bytes, to: Self.control, passing: descriptor, &random)
    }

    private mutating func awaitRun() -> Bool {
        while true {
            guard let frame = try? decoder.next() else {
                guard receive() else { return false }
                continue
            }
            if case .run = frame { return channel >= 0 }
        }
    }

    mutating func receive() -> Bool {
        var passed: Int32 = -1
        var room = [UInt8](repeating: 0, count: 64 << 10)
        let count = spl_receive(Self.control, &room, room.count, &passed, spl_wait_for_some)
        if passed >= 0 { channel = passed }
        guard count > 0 else { return false }
        room.withUnsafeBytes { decoder.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        return true
    }
}

/// A child that speaks to its host as it likes and ends as it likes.
struct HostileChild {
    var channel: Int32
    var random: Generator
    var frames: RandomFrames
    private var lastCall: UInt32 = 0
    var decoder = FrameDecoder<HostToChild>()
    /// The descriptor that came last.
    var line: Int32 = -1
    /// Of a session that is to copy itself.
    var zygote: Int32 = -1

    init(channel: Int32, seed: UInt64) {
        self.channel = channel
        random = Generator(seed: seed)
        frames = RandomFrames(seed: random.next())
    }

    mutating func run() -> Never {
        if !random.chance(1, in: 30) { send([.ready], spoilt: random.chance(1, in: 30)) }
        listen()
        for _ in 0..<random.below(8) {
            let isSpoilt = random.chance(1, in: 8)
            var some: [ChildToHost] = []
            for _ in 0..<random.below(40) {
                let frame = frames.fromChild()
                // A result, or a word about files out of turn, would end most runs at once.
                if Self.endsRuns(frame), !random.chance(1, in: 30) { continue }
                some.append(frame)
            }
            send(some, spoilt: isSpoilt)
            if random.chance(1, in: 2) { useFiles() }
            if random.chance(1, in: 2) { callHost() }
            if random.chance(1, in: 2) { listen() }
            if random.chance(1, in: 10) { usleep(UInt32(random.below(20_000))) }
        }
        if !random.chance(1, in: 4) { send([.result(.exited(status: Int32(random.below(256))))], spoilt: false) }
        end()
    }

    /// Answers statements, most of them as an honest process would, until the host closes the session.
    mutating func runSession() -> Never {
        // Some are deaf to the signals of a session.
        if random.chance(1, in: 2) { signal(SIGINT, SIG_IGN) }
        send([.ready], spoilt: random.chance(1, in: 60))
        serveSession()
    }

    mutating func serveSession() -> Never {
        while let frame = nextFrame() {
            switch frame {
            case .session: answer(0, .completed)
            case .statement(let statement):
                send((0..<random.below(6)).map { _ in frames.fromChild() }.filter { !Self.endsRuns($0) }, spoilt: random.chance(1, in: 20))
                if random.chance(1, in: 4) { useFiles() }
                if random.chance(1, in: 2) { callHost() }
                if random.chance(1, in: 20) { end() }
                if statement.returnsValue || random.chance(1, in: 40) { sendValues() }
                answer(statement.number, random.choice([.completed, .incomplete, .ended(.exited(status: 3))]))
            case .branch(let number): branch(number)
            case .close:
                send([.result(.exited(status: 0))], spoilt: false)
                end()
            default: break
            }
        }
        _exit(0)
    }

    /// Mostly one, of any bytes or none that are a value.
    private mutating func sendValues() {
        for _ in 0..<random.choice([0, 1, 1, 1, 1, 1, 1, 1, 2]) {
            let value = random.chance(3, in: 4) ? frames.claimedValue() : .value(random.bytes(random.below(300)))
            send([.value(value)], spoilt: random.chance(1, in: 20))
        }
    }

    /// Mostly once, and mostly what was asked.
    private mutating func answer(_ number: UInt32, _ outcome: StatementOutcome) {
        switch random.below(30) {
        case 0: send([.answered(number &+ 1, outcome)], spoilt: false)
        case 1: send([.answered(number, outcome), .answered(number, outcome)], spoilt: false)
        case 2: send([.answered(number, outcome)] + (0..<3).map { _ in frames.fromChild() }, spoilt: false)
        case 3: send([.answered(number, outcome)], spoilt: true)
        case 4: break
        default: send([.answered(number, outcome)], spoilt: false)
        }
    }

    private mutating func nextFrame() -> HostToChild? {
        while true {
            do {
                if let frame = try decoder.next() { return frame }
            } catch {
                return nil
            }
            var room = [UInt8](repeating: 0, count: 64 << 10)
            var passed: Int32 = -1
            let count = spl_receive(channel, &room, room.count, &passed, spl_wait_for_some)
            if passed >= 0 {
                close(line)
                line = passed
            }
            guard count > 0 else { return nil }
            room.withUnsafeBytes { decoder.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    private mutating func end() -> Never {
        switch random.below(12) {
        case 0: _exit(Int32(random.below(256)))
        case 1: kill(getpid(), [SIGKILL, SIGSEGV, SIGSYS, SIGXCPU, SIGABRT][random.below(5)])
        case 2: close(channel)
        case 3: sleep(60)
        default: break
        }
        _exit(0)
    }

    /// Requests and artefacts in turn, as an honest worker sends them; what they ask for is as it comes.
    private mutating func useFiles() {
        for _ in 0..<random.below(30) {
            if random.chance(1, in: 4) {
                let artefact = frames.artefact()
                send([.artefact(artefact)], spoilt: false)
                guard case .file(var missing, _) = artefact.content, missing < 1 << 20 else { continue }
                while missing > 0 {
                    let piece = min(missing, 1 + random.below(WireLimits.filePiece))
                    send([.artefactBytes([UInt8](repeating: 65, count: piece))], spoilt: false)
                    missing -= piece
                }
            } else {
                send([.fileRequest(frames.request())], spoilt: false)
                var entry = spl_poll(descriptor: channel, wanted: Int16(POLLIN), seen: 0)
                _ = spl_wait_ready(&entry, 1, 100)
                listen()
            }
        }
    }

    /// Calls of host functions, now and then far too many, whose answers it may never take.
    private mutating func callHost() {
        for _ in 0..<(random.chance(1, in: 20) ? 3_000 : random.below(12)) {
            lastCall += random.chance(1, in: 1_000) ? 0 : 1
            send([.hostCall(frames.hostCall(lastCall, functions: HostFuzz.functions.count))], spoilt: random.chance(1, in: 1_000))
            if random.chance(3, in: 4) { listen() }
        }
        if random.chance(1, in: 2) {
            send((0..<random.below(30)).map { _ in .droppedObject(frames.objectNumber(), received: 1) }, spoilt: false)
        }
        // Which nobody asked for, or asked for once.
        if random.chance(1, in: 10) { send([.value(frames.claimedValue())], spoilt: false) }
    }

    static func endsRuns(_ frame: ChildToHost) -> Bool {
        switch frame {
        case .ready, .gate, .result, .answered, .forbiddenCall, .fileRequest, .artefact, .artefactBytes, .hostCall, .value, .droppedObject: true
        case .output, .readInput, .sourceModule, .denial: false
        }
    }

    mutating func send(_ some: [ChildToHost], spoilt isSpoilt: Bool = false) {
        var bytes: [UInt8] = []
        for frame in some { bytes += (try? frame.encoded()) ?? [] }
        if isSpoilt {
            Mutation.apply(to: &bytes, splicing: (try? frames.fromChild().encoded()) ?? [], &random)
        }
        Stream.send(bytes, to: channel, passing: random.chance(1, in: 20) ? 0 : -1, &random)
    }

    /// Takes some of what the host has sent, as far as it is there.
    private mutating func listen() {
        var room = [UInt8](repeating: 0, count: 1 + random.below(64 << 10))
        var passed: Int32 = -1
        _ = spl_receive(channel, &room, room.count, &passed, spl_wait_not)
    }
}

enum Stream {
    /// In pieces. Ends the process where the other end is closed.
    static func send(_ bytes: [UInt8], to socket: Int32, passing descriptor: Int32, _ random: inout Generator) {
        let longest = random.choice([3, 100, 1 << 20])
        var sent = 0
        var passenger = descriptor
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                let size = longest == 3 && sent > 64 ? bytes.count - sent : min(bytes.count - sent, 1 + random.below(longest))
                return spl_send(socket, start + sent, size, passenger, 1)
            }
            guard count > 0 else { _exit(0) }
            passenger = -1
            sent += count
        }
    }
}
