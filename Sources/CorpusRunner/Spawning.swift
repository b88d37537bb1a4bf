internal import Glibc

/// Where a stream of a started program goes.
enum Stream {
    /// Opened in the new process.
    case file(String, flags: Int32)
    /// One of this process.
    case descriptor(Int32)
}

/// Starts a program in a session of its own, with default signals and next to no environment.
func spawn(_ command: [String], streams: [Stream]) throws(CorpusError) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, a GNU macro that Swift does not import
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
        switch stream {
        case .file(let path, let flags): posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
    }

    let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
    var process: pid_t = 0
    let failure = withCStrings(command) { arguments in
        withCStrings(environment) { posix_spawn(&process, command[0], &actions, &attributes, arguments, $0) }
    }
    guard failure == 0 else {
        throw CorpusError(path: command[0], reason: "cannot start it: \(String(cString: strerror(failure)))")
    }
    return process
}

/// Calls `body` with a NULL-terminated vector of C strings, as `execve` takes it.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}
