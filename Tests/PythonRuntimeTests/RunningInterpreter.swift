import PythonRuntime
import Testing

/// The interpreter of the test process, started once; tests run on any thread.
enum RunningInterpreter {
    private static let failure: String? = {
        do throws(InterpreterStartError) {
            try Interpreter.start(InterpreterConfiguration())
            Interpreter.releaseStartingThread()
            return nil
        } catch {
            return error.reason
        }
    }()

    static func withLock(_ body: (borrowing InterpreterLock) throws(PythonError) -> Void) {
        #expect(failure == nil)
        InterpreterLock.withLock { lock in
            do throws(PythonError) {
                try body(lock)
            } catch {
                let text = (try? error.exceptionObject().representation()) ?? "?"
                Issue.record("\(text)")
            }
        }
    }
}
