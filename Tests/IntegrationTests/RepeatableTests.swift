import SecurePython
import Testing

/// Two runs that do the same.
@Suite struct RepeatableTests {
    private static let everythingThatVaries = """
        import asyncio, datetime, os, random, secrets, sqlite3, threading, time, uuid
        print(time.time(), time.time_ns(), datetime.datetime.now(), time.monotonic(), time.process_time())
        print(random.random(), random.SystemRandom().random(), uuid.uuid1(), uuid.uuid4(), secrets.token_hex(), os.urandom(9))
        print(hash("a"), {str(number) for number in range(50)})
        classes = [type(f"C{number}", (), {}) for number in range(200)]
        print([each.__name__ for each in {*classes}], [id(each) for each in classes[:9]], id(object()))
        print(sqlite3.connect(":memory:").execute("select random(), datetime('now')").fetchall())
        print(threading.Event().wait(1000))
        async def late(seconds):
            await asyncio.sleep(seconds)
            print("after", seconds, asyncio.get_running_loop().time())
        async def main(): await asyncio.gather(late(300), late(100), late(200))
        asyncio.run(main())
        print(time.time())
        """

    private func output(_ arguments: String...) throws -> String {
        let result = try Command(["run"] + arguments + ["-c", Self.everythingThatVaries]).finish()
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    @Test func withAClockAndASeedTwoRunsAreTheSame() throws {
        let began = ContinuousClock.now
        let first = try output("--fixed-time", "2026-05-01T12:00:00+02:00", "--seed", "7")
        #expect(try output("--fixed-time=2026-05-01T10:00:00Z", "--seed=7") == first)
        #expect(first.hasPrefix("1777629600.0"))
        // 1,300 seconds on the script's clock.
        #expect(ContinuousClock.now - began < .seconds(30))
        #expect(first.contains("after 100") && first.contains("after 300"))
    }

    @Test func anotherSeedGivesOtherNumbers() throws {
        let seven = try output("--fixed-time", "2026-05-01", "--seed", "7")
        let eight = try output("--fixed-time", "2026-05-01", "--seed", "8")
        #expect(seven.split(separator: "\n").first == eight.split(separator: "\n").first)
        #expect(seven != eight)
    }

    @Test func threadsWaitForOneAnotherOnAFixedClock() throws {
        let code = """
            import threading, time, queue
            order, channel = [], queue.Queue()
            def sleep(seconds):
                time.sleep(seconds)
                order.append(seconds)
            threads = [threading.Thread(target=sleep, args=(seconds,)) for seconds in (0.3, 0.1, 0.2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            threading.Timer(0.1, channel.put, ["late"]).start()
            print(order, channel.get(timeout=60))
            """
        let result = try Command.run("run", "--fixed-time", "2026-05-01", "-c", code)
        #expect(result.output == "[0.1, 0.2, 0.3] late\n")
    }

    @Test func localTimeIsThatOfGreenwich() throws {
        let code = "import time; print(time.tzname, time.timezone, time.localtime(0).tm_hour)"
        let result = try Command.run("run", "-c", code)
        #expect(result.output == "('UTC', 'UTC') 0 0\n")
    }

    @Test(arguments: ["2026-02-30", "2026-05-01T25:00", "yesterday", "1969-12-31", "2026-05-01T10:00:00+2"])
    func anInstantThatIsNoneIsRefused(text: String) throws {
        let result = try Command.run("run", "--fixed-time", text, "-c", "print(1)")
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors.contains("2026-05-01T12:30:00Z"))
    }
}
