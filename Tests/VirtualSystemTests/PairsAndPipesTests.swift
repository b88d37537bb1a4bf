import Glibc
import Testing

@testable import VirtualSystem

@Suite struct PairsAndPipesTests {
    @Test func bytesCrossInOrderAndTheEndIsSeen() throws {
        let pairs = SocketPairs()
        let (first, second) = try #require(pairs.makePair(family: 1))
        let left = try #require(pairs.end(first))
        let right = try #require(pairs.end(second))
        #expect(!right.isReadable)
        #expect(left.outgoing.append([1, 2, 3]) == 3)
        #expect(right.isReadable)
        #expect(right.incoming.read(atMost: 2, keeping: true) == [1, 2])
        #expect(right.incoming.read(atMost: 9, keeping: false) == [1, 2, 3])

        #expect(pairs.close(first))
        #expect(right.isReadable && right.incoming.read(atMost: 9, keeping: false) == [])
        #expect(right.outgoing.isReaderClosed)
        #expect(!pairs.close(first))
    }

    @Test func aFullQueueTakesNoMore() {
        let queue = ByteQueue()
        #expect(queue.append(Array(repeating: 7, count: ByteQueue.capacity + 5)[...]) == ByteQueue.capacity)
        #expect(!queue.isWritable && queue.append([1]) == 0)
        #expect(queue.read(atMost: 10, keeping: false).count == 10)
        #expect(queue.isWritable && queue.append([1]) == 1)
    }

    @Test func aPipeHasOneDirection() throws {
        let pairs = SocketPairs()
        let (first, second) = try #require(pairs.makePipe(isBlocking: false))
        let reader = try #require(pairs.end(first))
        let writer = try #require(pairs.end(second))
        #expect(!reader.isBlocking && !reader.isWritable && !writer.isReadable && writer.isWritable)
        #expect(writer.outgoing.append([9]) == 1)
        #expect(reader.incoming.read(atMost: 5, keeping: false) == [9])
        pairs.close(in: first..<second + 1)
        #expect(pairs.end(first) == nil && pairs.end(second) == nil)
    }

    @Test func descriptorsAreNeverUsedAgainAndAreLimited() throws {
        let pairs = SocketPairs()
        let (first, _) = try #require(pairs.makePair(family: 1))
        pairs.close(first)
        let (next, _) = try #require(pairs.makePair(family: 1))
        #expect(next > first)
        var made = 0
        while pairs.makePair(family: 1) != nil { made += 1 }
        #expect(made < SocketPairs.maximumEnds)
    }

    @Test func waitingEndsWithTheDeadline() {
        let monitor = WaitMonitor()
        #expect(!monitor.wait(until: Deadline(after: 0.01)) { false })
        #expect(monitor.wait(until: .never) { true })
        #expect(!monitor.wait(until: Deadline(after: -5)) { false })
    }
}
