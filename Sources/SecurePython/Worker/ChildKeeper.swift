internal import Wire

/// What a zygote says of one of its children.
enum ChildNews {
    case none
    case ended(ChildEnd)
    /// The zygote is gone; nothing more will be said.
    case lost
}

/// Who stands between a run and the zygote of its child.
protocol ChildKeeper: AnyObject {
    /// Turns readable when there may be news; -1 where there can be none any more.
    var newsDescriptor: Int32 { get }

    /// - Throws: what makes the worker unfit for anything.
    func takeNews(of run: UInt32) throws(WorkerFault) -> ChildNews

    /// Ends all processes of the worker: the last means.
    func killWorker()
}
