internal import Glibc

/// Contents in pages, of which only those that were written are held. Pages stand in spans of 64, sorted
/// by position; in a file without long holes a span stands at its own number and is found at once.
final class SparsePages {
    static let pageSize = 4096
    private static let pageShift = 12
    private static let spanShift = 6
    private static let pagesPerSpan = 1 << spanShift

    private struct Span {
        let number: Int
        let pages: UnsafeMutablePointer<UnsafeMutableRawPointer?>
        /// One bit for each page that is held.
        var held: UInt64 = 0
        /// One bit for each page that was written, not only given room.
        var written: UInt64 = 0
    }

    private let ledger: Ledger
    private var spans: [Span] = []
    private(set) var count = 0

    init(ledger: Ledger) {
        self.ledger = ledger
    }

    deinit {
        removeAll()
    }

    /// Copies what is held of a range that begins within a page; the rest becomes zeros.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) {
        var (offset, rest) = (offset, buffer[...])
        while !rest.isEmpty {
            let within = offset & (Self.pageSize - 1)
            let length = min(rest.count, Self.pageSize - within)
            let target = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(length))
            if let page = page(offset >> Self.pageShift) {
                target.copyMemory(from: UnsafeRawBufferPointer(start: page + within, count: length))
            } else {
                _ = target.initializeMemory(as: UInt8.self, repeating: 0)
            }
            rest = rest.dropFirst(length)
            offset &+= length
        }
    }

    /// Returns how many bytes found room. A page of which only a part is written is filled by `fill`, which
    /// is given the page's position and the page, holding zeros.
    func write(
        at offset: Int, from buffer: UnsafeRawBufferPointer,
        fill: ((Int, UnsafeMutableRawBufferPointer) throws(FileError) -> Void)?
    ) throws(FileError) -> Int {
        var (position, rest) = (offset, buffer[...])
        while !rest.isEmpty {
            let within = position & (Self.pageSize - 1)
            let length = min(rest.count, Self.pageSize - within)
            let page: UnsafeMutableRawPointer
            do throws(FileError) {
                page = try held(
                    position >> Self.pageShift, isReplaced: length == Self.pageSize, isWritten: true, fill: fill)
            } catch {
                if position == offset { throw error }
                break
            }
            let source = UnsafeRawBufferPointer(rebasing: rest.prefix(length))
            UnsafeMutableRawBufferPointer(start: page + within, count: length).copyMemory(from: source)
            rest = rest.dropFirst(length)
            position &+= length
        }
        return position &- offset
    }

    /// Makes sure that a page is held. One that nobody wrote counts as a hole until room is made for it
    /// once more, as on Linux. Returns whether it was not held before.
    func hold(
        _ number: Int, fill: ((Int, UnsafeMutableRawBufferPointer) throws(FileError) -> Void)?
    ) throws(FileError) -> Bool {
        let wasHeld = isHeld(number)
        _ = try held(number, isReplaced: false, isWritten: wasHeld || fill != nil, fill: fill)
        return !wasHeld
    }

    func isHeld(_ number: Int) -> Bool { page(number) != nil }

    /// Gives one page back.
    func drop(_ number: Int) {
        guard let index = index(ofSpan: number >> Self.spanShift) else { return }
        dropPages(of: index, from: number & (Self.pagesPerSpan - 1), to: (number & (Self.pagesPerSpan - 1)) + 1)
        if spans[index].held == 0 { removeSpan(index) }
    }

    /// Gives back what lies after an offset, and makes the rest of the page that it is in zero.
    func discard(from offset: Int) {
        let within = offset & (Self.pageSize - 1)
        var first = offset >> Self.pageShift
        if within > 0 {
            if let page = page(first) {
                memset(page + within, 0, Self.pageSize - within)
            }
            first += 1
        }
        let span = first >> Self.spanShift
        var index = position(ofSpan: span)
        if index < spans.count, spans[index].number == span, first & (Self.pagesPerSpan - 1) > 0 {
            dropPages(of: index, from: first & (Self.pagesPerSpan - 1), to: Self.pagesPerSpan)
            if spans[index].held == 0 { removeSpan(index) } else { index += 1 }
        }
        while spans.count > index {
            dropPages(of: spans.count - 1, from: 0, to: Self.pagesPerSpan)
            removeSpan(spans.count - 1)
        }
    }

    func removeAll() {
        discard(from: 0)
    }

    /// The first page from a number on that is held, or that was written.
    func firstHeld(from number: Int, isWritten: Bool = false) -> Int? {
        var index = position(ofSpan: number >> Self.spanShift)
        while index < spans.count {
            let start = spans[index].number << Self.spanShift
            let pages = isWritten ? spans[index].written : spans[index].held
            let found = number > start ? pages & (~0 << UInt64(number - start)) : pages
            if found != 0 { return start + found.trailingZeroBitCount }
            index += 1
        }
        return nil
    }

    /// The first page from a number on that is not held, or that was not written.
    func firstAbsent(from number: Int, isWritten: Bool = false) -> Int {
        var number = number
        var index = position(ofSpan: number >> Self.spanShift)
        while index < spans.count, spans[index].number == number >> Self.spanShift {
            let start = spans[index].number << Self.spanShift
            let pages = isWritten ? spans[index].written : spans[index].held
            let absent = ~pages & (~0 << UInt64(number - start))
            if absent != 0 { return start + absent.trailingZeroBitCount }
            number = start + Self.pagesPerSpan
            index += 1
        }
        return number
    }

    // MARK: Pages and spans

    private func page(_ number: Int) -> UnsafeMutableRawPointer? {
        guard let index = index(ofSpan: number >> Self.spanShift) else { return nil }
        return spans[index].pages[number & (Self.pagesPerSpan - 1)]
    }

    private func held(
        _ number: Int, isReplaced: Bool, isWritten: Bool,
        fill: ((Int, UnsafeMutableRawBufferPointer) throws(FileError) -> Void)?
    ) throws(FileError) -> UnsafeMutableRawPointer {
        let (span, bit) = (number >> Self.spanShift, number & (Self.pagesPerSpan - 1))
        if let index = index(ofSpan: span), let page = spans[index].pages[bit] {
            if isWritten { spans[index].written |= 1 << UInt64(bit) }
            return page
        }
        try ledger.takePage()
        // The interpreter's memory is bounded: an allocation may fail, and must not end the process.
        guard let page = malloc(Self.pageSize) else {
            ledger.returnPages(1)
            throw .noSpace
        }
        if !isReplaced { memset(page, 0, Self.pageSize) }
        do throws(FileError) {
            if !isReplaced, let fill {
                try fill(
                    number << Self.pageShift, UnsafeMutableRawBufferPointer(start: page, count: Self.pageSize))
            }
            let index = try indexOfNewSpan(span)
            spans[index].pages[bit] = page
            spans[index].held |= 1 << UInt64(bit)
            if isWritten { spans[index].written |= 1 << UInt64(bit) }
        } catch {
            free(page)
            ledger.returnPages(1)
            throw error
        }
        count += 1
        return page
    }

    /// Where a span stands or would stand.
    private func position(ofSpan number: Int) -> Int {
        if number < spans.count, spans[number].number == number { return number }
        if let last = spans.last, last.number < number { return spans.count }
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func index(ofSpan number: Int) -> Int? {
        let position = position(ofSpan: number)
        return position < spans.count && spans[position].number == number ? position : nil
    }

    private func indexOfNewSpan(_ number: Int) throws(FileError) -> Int {
        let position = position(ofSpan: number)
        if position < spans.count, spans[position].number == number { return position }
        guard let memory = calloc(Self.pagesPerSpan, MemoryLayout<UnsafeMutableRawPointer?>.stride) else {
            throw .noSpace
        }
        let pages = memory.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: Self.pagesPerSpan)
        spans.insert(Span(number: number, pages: pages), at: position)
        return position
    }

    private func dropPages(of index: Int, from first: Int, to end: Int) {
        let span = spans[index]
        for bit in first..<end {
            guard let page = span.pages[bit] else { continue }
            free(page)
            span.pages[bit] = nil
            spans[index].held &= ~(1 << UInt64(bit))
            spans[index].written &= ~(1 << UInt64(bit))
            count -= 1
            ledger.returnPages(1)
        }
    }

    private func removeSpan(_ index: Int) {
        free(spans.remove(at: index).pages)
    }
}
