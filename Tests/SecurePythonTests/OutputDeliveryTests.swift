import Glibc
import Policy
import Synchronization
import Testing

@testable import SecurePython

@Suite struct OutputDeliveryTests {
    @Test func orderHoldsOverDestinationsOfDifferentKinds() throws {
        let pipe = try TestPipe()
        let handled = Mutex<[UInt8]>([])
        var delivery = OutputDelivery(
            standardOutput: .descriptor(pipe.writing), standardError: .handler { bytes in handled.withLock { $0 += bytes } })
        delivery.accept(Array("1".utf8), from: .standardError)
        #expect(handled.withLock { $0 } == Array("1".utf8))
        delivery.accept(Array("2".utf8), from: .standardOutput)
        delivery.accept(Array("3".utf8), from: .standardError)
        #expect(handled.withLock { $0 } == Array("1".utf8), "3 must wait for 2")
        #expect(delivery.awaitedDescriptor == pipe.writing)
        try delivery.writeWhenReady()
        #expect(handled.withLock { $0 } == Array("13".utf8))
        #expect(delivery.isEmpty)
        #expect(pipe.read(10) == "2")
    }

    @Test func whatIsCollectedIsBounded() {
        var delivery = OutputDelivery(standardOutput: .collect(limit: 3), standardError: .discard)
        delivery.accept([1, 2], from: .standardOutput)
        delivery.accept([3, 4], from: .standardOutput)
        delivery.accept([5], from: .standardError)
        #expect(delivery.collectedOutput == [1, 2, 3])
        #expect(delivery.collectedError == [])
    }

    @Test func waitingOutputIsBounded() throws {
        let pipe = try TestPipe()
        var delivery = OutputDelivery(standardOutput: .descriptor(pipe.writing), standardError: .discard)
        var accepted = 0
        while delivery.hasRoom, accepted < 1_000_000 {
            delivery.accept([1], from: .standardOutput)
            accepted += 1
        }
        #expect(accepted < 10_000, "single bytes must count for what they cost")
    }

    @Test func aClosedPipeIsNoSignal() throws {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        close(ends[0])
        var delivery = OutputDelivery(standardOutput: .descriptor(ends[1]), standardError: .discard)
        delivery.accept([1], from: .standardOutput)
        var isClosed = false
        do {
            try delivery.writeWhenReady()
        } catch {
            if case .closed = error { isClosed = true }
        }
        #expect(isClosed)
        close(ends[1])
    }
}
