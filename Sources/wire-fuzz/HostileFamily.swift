import Glibc
import LinuxShims
import Policy
import Wire
import WireSamples

extension HostileWorker {
    /// A zygote for a session and its copies, which serves the host most of the time.
    mutating func serveFamily() -> Never {
        _ = spl_no_new_privileges()
        var children: [FamilyChild] = []
        start(1, &children)
        while true {
            var entries = [spl_poll(descriptor: Self.control, wanted: Int16(POLLIN), seen: 0)]
            entries += children.map { spl_poll(descriptor: $0.descriptor, wanted: Int16(POLLIN), seen: 0) }
            guard spl_wait_ready(&entries, entries.count, -1) >= 0 else { _exit(0) }
            for (child, entry) in zip(children, entries.dropFirst()) where entry.seen != 0 { reap(child, &children) }
            guard entries[0].seen != 0 else { continue }
            // The children end with this process.
            guard receive() else { _exit(0) }
            while let frame = try? decoder.next() { take(frame, &children) }
        }
    }

    struct FamilyChild {
        let run: UInt32
        /// 0 for a copy.
        let process: Int32
        let descriptor: Int32
    }

    private mutating func take(_ frame: HostToZygote, _ children: inout [FamilyChild]) {
        switch (frame, random.below(40)) {
        case (.run(let run, _), 0): say(.refused(run: run, error: EAGAIN))
        case (.run, 1), (.adopt, 0): break
        case (.run(let run, _), 2): start(run &+ 1, &children)
        case (.run(let run, _), _): start(run, &children)
        case (.adopt(let run), 1): say(end(of: run, spl_end()))
        case (.adopt(let run), 2): say(.started(run: run))
        case (.adopt(let run), let way):
            if way == 3 { _ = spl_kill(channel) }
            children.append(FamilyChild(run: run, process: 0, descriptor: channel))
            channel = -1
        case (.start, _): _exit(0)
        }
    }

    private mutating func start(_ run: UInt32, _ children: inout [FamilyChild]) {
        let zygote = getpid()
        let process = spl_fork()
        if process == 0 {
            guard spl_die_with_parent(zygote) == 0 else { _exit(1) }
            for child in children { close(child.descriptor) }
            close(Self.control)
            var life = HostileChild(channel: channel, seed: random.next())
            life.zygote = zygote
            life.runFamily()
        }
        close(channel)
        channel = -1
        guard process > 0 else { return say(.refused(run: run, error: -process)) }
        let descriptor = spl_process_descriptor(random.chance(1, in: 60) ? zygote : process)
        say(.started(run: run), passing: random.chance(1, in: 60) ? -1 : descriptor)
        children.append(FamilyChild(run: run, process: process, descriptor: descriptor))
    }

    private mutating func reap(_ child: FamilyChild, _ children: inout [FamilyChild]) {
        var end = spl_end()
        if child.process == 0 { _ = spl_wait_descriptor(child.descriptor, 0, &end) } else { _ = spl_wait(child.process, 0, &end) }
        close(child.descriptor)
        children.removeAll { $0.run == child.run && $0.descriptor == child.descriptor }
        switch random.below(60) {
        case 0: break
        case 1: for _ in 0..<2 { say(self.end(of: child.run, end)) }
        case 2: say(self.end(of: child.run &+ 1, end))
        default: say(self.end(of: child.run, end))
        }
    }

    private func end(of run: UInt32, _ end: spl_end) -> ZygoteToHost {
        .ended(
            run: run,
            end: ChildEnd(
                status: end.status, userMicroseconds: UInt64(clamping: end.user_microseconds),
                systemMicroseconds: UInt64(clamping: end.system_microseconds), peakKibibytes: UInt64(clamping: end.peak_kibibytes)))
    }
}

/// A session that is asked for copies of itself.
extension HostileChild {
    mutating func runFamily() -> Never {
        guard spl_prepare_branches() == 0 else { _exit(1) }
        if random.chance(1, in: 2) { signal(SIGINT, SIG_IGN) }
        giveGate()
        send([.ready], spoilt: random.chance(1, in: 60))
        if random.chance(1, in: 40) { sendGate(passing: [someDescriptor()]) }
        serveSession()
    }

    private mutating func giveGate() {
        let gate = spl_ask_for_branches()
        guard gate >= 0 else { _exit(1) }
        switch random.below(40) {
        case 0: break
        case 1: sendGate(passing: [])
        case 2: sendGate(passing: [gate, gate])
        case 3: for _ in 0..<2 { sendGate(passing: [gate]) }
        case 4...8: sendGate(passing: [someDescriptor()])
        case 9: sendGate(passing: (0..<random.below(12)).map { _ in someDescriptor() })
        case 10: send((0..<3).map { _ in frames.fromChild() })
        default: sendGate(passing: [gate])
        }
        // Some keep it, though what they take of it the host does not get.
        if !random.chance(1, in: 40) { close(gate) }
    }

    /// Of anything but a gate.
    private mutating func someDescriptor() -> Int32 {
        switch random.below(9) {
        case 0: return open("/dev/null", O_RDWR)
        case 1: return open("/dev/zero", O_RDWR)
        case 2: return open("/", O_RDONLY)
        case 3: return open("/proc/self/stat", O_RDONLY)
        case 4: return spl_event()
        case 5: return dup(channel)
        case 6: return spl_process_descriptor(getpid())
        default:
            var pair: [Int32] = [-1, -1]
            if random.chance(1, in: 2) { pipe(&pair) } else { spl_socket_pair(&pair) }
            if random.chance(1, in: 2) { close(pair[1]) }
            return pair[0]
        }
    }

    private func sendGate(passing descriptors: [Int32]) {
        guard let bytes = try? ChildToHost.gate.encoded() else { _exit(1) }
        Stream.send(bytes, to: channel, passing: descriptors)
    }

    /// Answers a request for a copy, in every way that there is. Returns in copies as well.
    mutating func branch(_ number: UInt32) {
        let asked = line
        line = -1
        defer { if channel != asked { close(asked) } }
        let refusal = ChildToHost.answered(number, .ended(.raised(type: "RuntimeError", message: "not now", isDenial: false)))
        let done = ChildToHost.answered(number, .completed)
        switch random.below(36) {
        case 0: break
        case 1: send([done])
        case 2: send([refusal])
        case 3: send([.answered(number, random.choice([.incomplete, .ended(.exited(status: 3)), .ended(.raised(type: "x", message: "", isDenial: true))]))])
        case 4: if !becomeCopy(at: asked, .honest) { send([refusal]) }
        case 5, 6:
            // The session itself speaks at both.
            let isCopied = random.chance(1, in: 2)
            if isCopied, becomeCopy(at: asked, .mute) { return }
            say([.ready, .answered(0, .completed)], at: asked)
            send([done])
        case 7: speakFromGrandchild(at: asked, done)
        case 8: close(channel)
        case 9: if !becomeCopy(at: asked, .honest) { send([done, done]) }
        case 10: send((0..<4).map { _ in frames.fromChild() })
        case 11: if !becomeCopy(at: asked, .honest) { send([.answered(number &+ 1, .completed)]) }
        case 12: if !becomeCopy(at: asked, .mute) { send([done]) }
        case 13: if !becomeCopy(at: asked, .dead) { send([done]) }
        case 14, 15: if !becomeCopy(at: asked, .double) { send([done]) }
        case 16: if !becomeCopy(at: asked, .honest) { _exit(0) }
        case 17:
            if becomeCopy(at: asked, .honest) || becomeCopy(at: asked, .honest) { return }
            send([done])
        case 18: if !becomeCopy(at: asked, .honest) { say([.ready], at: asked); send([done]) }
        case 19...23: if !becomeCopy(at: asked, .liar) { send([done]) }
        default: if !becomeCopy(at: asked, .honest) { send([done]) }
        }
    }

    private enum Copy { case honest, liar, mute, dead, double }

    /// Returns whether this is the copy.
    private mutating func becomeCopy(at line: Int32, _ kind: Copy) -> Bool {
        let process = spl_branch()
        guard process == 0 else { return false }
        guard spl_die_with_parent(zygote) == 0 else { _exit(1) }
        random = Generator(seed: ~random.next())
        frames = RandomFrames(seed: random.next())
        let original = channel
        decoder = FrameDecoder()
        channel = line
        switch kind {
        case .honest: send([.ready, .answered(0, .completed)])
        case .liar: lie()
        case .mute: while true { pause() }
        case .dead:
            if random.chance(1, in: 2) { send([.ready]) }
            _exit(0)
        case .double:
            // In place of its original, whichever of them is asked next.
            send([.ready, .answered(0, .completed)])
            for number in 0..<UInt32(random.below(8)) { say([.answered(number, .completed)], at: original) }
            say((0..<random.below(4)).map { _ in frames.fromChild() }, at: original)
            if random.chance(1, in: 2) { return true }
        }
        close(original)
        return true
    }

    private mutating func lie() {
        let frames: [ChildToHost]
        switch random.below(10) {
        case 0: frames = [.ready, .ready, .answered(0, .completed)]
        case 1: frames = [.answered(0, .completed)]
        case 2: frames = [.ready, .answered(7, .completed)]
        case 3: frames = [.ready]
        case 4: frames = [.gate, .ready, .answered(0, .completed)]
        case 5: frames = [.ready] + (0..<4).map { _ in self.frames.fromChild() }
        case 6: frames = [.ready, .answered(0, .ended(.exited(status: 1)))]
        case 7: frames = [.ready, .answered(0, .completed), .answered(1, .completed)]
        case 8: frames = [.ready, .result(.exited(status: 0))]
        default: frames = [.ready, .answered(0, .completed)]
        }
        if random.chance(1, in: 4) { sendGate(passing: [someDescriptor()]) }
        send(frames, spoilt: random.chance(1, in: 4))
    }

    /// A process that is no child of the zygote's.
    private mutating func speakFromGrandchild(at line: Int32, _ done: ChildToHost) {
        let parent = getpid()
        if random.chance(1, in: 2), becomeCopy(at: line, .mute) { return }
        if spl_fork() == 0 {
            guard spl_die_with_parent(parent) == 0 else { _exit(1) }
            say([.ready, .answered(0, .completed)], at: line)
            while true { pause() }
        }
        usleep(2_000)
        send([done])
    }

    private func say(_ some: [ChildToHost], at line: Int32) {
        var bytes: [UInt8] = []
        for frame in some { bytes += (try? frame.encoded()) ?? [] }
        _ = bytes.withUnsafeBytes { bytes in bytes.baseAddress.map { spl_send(line, $0, bytes.count, -1, 0) } }
    }
}

extension Stream {
    /// All at once, with any number of descriptors.
    static func send(_ bytes: [UInt8], to socket: Int32, passing descriptors: [Int32]) {
        guard !descriptors.isEmpty else {
            _ = bytes.withUnsafeBytes { bytes in bytes.baseAddress.map { spl_send(socket, $0, bytes.count, -1, 1) } }
            return
        }
        // A cmsghdr: its length, its level and its type.
        let header = 16, length = header + 4 * descriptors.count
        var control = [UInt64](repeating: 0, count: (length + 7) / 8)
        var bytes = bytes
        control.withUnsafeMutableBytes { control in
            control.storeBytes(of: UInt(length), as: UInt.self)
            control.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
            control.storeBytes(of: Int32(SCM_RIGHTS), toByteOffset: 12, as: Int32.self)
            for (index, descriptor) in descriptors.enumerated() {
                control.storeBytes(of: descriptor, toByteOffset: header + 4 * index, as: Int32.self)
            }
            bytes.withUnsafeMutableBytes { bytes in
                var piece = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
                withUnsafeMutablePointer(to: &piece) { piece in
                    var message = msghdr()
                    message.msg_iov = piece
                    message.msg_iovlen = 1
                    message.msg_control = control.baseAddress
                    message.msg_controllen = length
                    _ = sendmsg(socket, &message, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }
}
