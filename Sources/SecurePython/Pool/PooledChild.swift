internal import Policy

/// The keeper of a run whose child came from a pool.
final class PooledChild: ChildKeeper {
    private let child: ReadyChild
    private let zygote: WarmZygote

    init(_ child: ReadyChild, of zygote: WarmZygote) {
        self.child = child
        self.zygote = zygote
    }

    var newsDescriptor: Int32 { child.mailbox.event.descriptor }

    func takeNews(of run: UInt32) throws(WorkerFault) -> ChildNews { child.mailbox.take() }

    func killWorker() { zygote.condemn() }
}
