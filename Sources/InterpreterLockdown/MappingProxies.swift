internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// A mapping proxy hands its real dict to the other operand of `|` and of comparisons, so that
/// `str.__dict__ == spy` would give the methods of `str` away. Ours hands out a copy.
enum MappingProxies {
    static func install() throws(PythonError) {
        let type = Descriptors.object(SPY_TYPE_MAPPING_PROXY)
        spy_type_set_or(type, unite)
        spy_type_set_richcompare(type, compare)
        let unitePointer = unsafeBitCast(unite, to: UnsafeMutableRawPointer.self)
        let comparePointer = unsafeBitCast(compare, to: UnsafeMutableRawPointer.self)
        for name in ["__or__", "__ror__"] {
            try Descriptors.redirectWrapper(of: SPY_TYPE_MAPPING_PROXY, name, to: unitePointer)
        }
        for name in ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"] {
            try Descriptors.redirectWrapper(of: SPY_TYPE_MAPPING_PROXY, name, to: comparePointer)
        }
    }
}

private func copyBehind(_ object: ObjectPointer) throws(PythonError) -> PythonReference {
    guard spy_is_mapping_proxy(object) != 0 else { return PythonReference(retaining: object) }
    var target = spy_mapping_proxy_target(object)
    // A loop: a long chain of proxies would overrun the stack.
    while spy_is_mapping_proxy(target) != 0 { target = spy_mapping_proxy_target(target) }
    guard spy_is_dict(target) != 0 else { return PythonReference(retaining: target) }
    if spy_type_object(target) == Descriptors.object(SPY_TYPE_ORDERED_DICT) {
        // Two of them differ by their order as well.
        return try PythonReference(retaining: Descriptors.object(SPY_TYPE_ORDERED_DICT)).call(PythonReference(retaining: target))
    }
    return try checked(PyDict_Copy(target))
}

private let unite: binaryfunc = { left, right in
    guard let left, let right else { return nil }
    return returningToPython { () throws(PythonError) in
        let first = try copyBehind(left)
        let second = try copyBehind(right)
        return try checked(PyNumber_Or(first.pointer, second.pointer))
    }
}

private let compare: richcmpfunc = { left, right, operation in
    guard let left, let right else { return nil }
    return returningToPython { () throws(PythonError) in
        let first = try copyBehind(left)
        let second = try copyBehind(right)
        return try checked(PyObject_RichCompare(first.pointer, second.pointer, operation))
    }
}
