import Glibc
import Testing

@testable import SecurePython

/// A thread that blocks never holds up whoever asked, and what comes late is dropped where it cannot do harm.
@Suite(.timeLimit(.minutes(10))) struct LaneTests {
    /// Jobs are descriptors to read a byte from, outcomes what was read, with a descriptor that tells when it is closed.
    private struct Outcome: Sendable {
        let byte: UInt8
        let descriptor: OwnedDescriptor?
    }

    private func lane(_ done: Event, finish: @escaping @Sendable () -> Void = {}) throws -> Lane<Int32, Outcome> {
        try Lane(
            done: done,
            perform: { job in
                var byte: UInt8 = 0
                _ = read(job, &byte, 1)
                return Outcome(byte: byte, descriptor: OwnedDescriptor(owning: dup(0)))
            }, finish: finish)
    }

    private func wait(_ event: Event, _ time: Duration = .seconds(10)) throws -> Bool {
        var set = PollSet()
        let token = set.add(event.descriptor, reading: true)
        try set.wait(until: .now.advanced(by: time))
        event.lower()
        return set.isReady(token)
    }

    private func outcome(_ lane: Lane<Int32, Outcome>, _ done: Event) throws -> UInt8? {
        #expect(try wait(done))
        return lane.takeOutcome()?.byte
    }

    @Test func jobsAreDoneInTurn() throws {
        let done = try Event()
        let lane = try lane(done)
        let pipe = try TestPipe()
        for letter in ["a", "b", "c"] {
            #expect(lane.begin(pipe.reading))
            #expect(!lane.begin(pipe.reading))
            #expect(lane.takeOutcome() == nil)
            pipe.write(letter)
            #expect(try outcome(lane, done) == Array(letter.utf8)[0])
            #expect(lane.takeOutcome() == nil)
        }
        lane.end()
        #expect(!lane.begin(pipe.reading))
    }

    @Test func aJobThatIsGivenUpKeepsTheLaneUntilItEnds() throws {
        let done = try Event()
        let lane = try lane(done)
        let pipe = try TestPipe()
        let other = try TestPipe()
        #expect(lane.begin(pipe.reading))
        lane.giveUp()
        #expect(!lane.begin(other.reading))
        pipe.write("x")
        #expect(try !wait(done, .milliseconds(200)))
        #expect(lane.takeOutcome() == nil)
        // Free again.
        var isBegun = false
        for _ in 0..<500 where !isBegun {
            isBegun = lane.begin(other.reading)
            usleep(1_000)
        }
        #expect(isBegun)
        other.write("y")
        #expect(try outcome(lane, done) == UInt8(ascii: "y"))
        lane.end()
    }

    @Test func whatComesAfterTheEndIsDroppedByTheThread() throws {
        for isTaken in [true, false] {
            let done = try Event()
            let finished = try Event()
            let lane = try lane(done, finish: { finished.raise() })
            let pipe = try TestPipe()
            #expect(lane.begin(pipe.reading))
            if !isTaken { lane.end() }
            pipe.write("x")
            if isTaken {
                #expect(try wait(done))
                let outcome = try #require(lane.takeOutcome())
                let descriptor = try #require(outcome.descriptor)
                lane.close(descriptor)
                lane.end()
            }
            #expect(try wait(finished))
            #expect(lane.takeOutcome() == nil)
        }
    }

    @Test func anEndWithoutAJobHasNothingToFinish() throws {
        let done = try Event()
        let lane = try lane(done, finish: { Issue.record("finished") })
        lane.giveUp()
        lane.end()
        #expect(try !wait(done, .milliseconds(50)))
    }
}
