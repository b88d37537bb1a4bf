/// How far a session's process has used what it was granted: a copy of it goes on from there.
struct HostCallStanding: Sendable {
    /// How often each function was called.
    let made: [HostCallDesk.Place: Int]
    let objects: HostObjectTable
}

extension HostCallDesk {
    /// Of the process as it is now. Nothing of it may be unanswered that it would wait for.
    var standing: HostCallStanding { HostCallStanding(made: callsMade, objects: HostObjectTable(copying: objects)) }
}
