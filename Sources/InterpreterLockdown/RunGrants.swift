package import Policy
internal import PythonRuntime
package import VirtualFileSystem
internal import VirtualSystem

/// What the host granted a run besides its policy.
package struct RunGrants {
    /// The script's tree; `nil` where no file was granted.
    package var files: VirtualFileSystem?
    package var hostModules: [HostModuleDescription]

    package init(files: VirtualFileSystem? = nil, hostModules: [HostModuleDescription] = []) {
        self.files = files
        self.hostModules = hostModules
    }
}

extension LanguageLayer {
    /// Puts what was granted in its place, before a script runs.
    func give(_ grants: RunGrants, openFiles: Int) {
        if let files = grants.files { virtualModules.show(files, openFiles: openFiles) }
    }

    /// Gives a script the global variables that it begins with.
    func setInputs(
        _ inputs: [NamedValue], of main: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let namespace = try PythonModule.namespace(of: main)
        for input in inputs {
            try namespace.setValue(virtualModules.object(of: input.value, lock: lock), forKey: input.name)
        }
    }

    /// Makes modules of host functions importable.
    func register(
        _ modules: [HostModuleDescription], lock: borrowing InterpreterLock
    ) throws(PythonError) {
        for (index, description) in modules.enumerated() {
            let module = try virtualModules.makeHostModule(description, index: index, lock: lock)
            try delegate.register(module, as: description.name, isShown: true)
        }
    }
}
