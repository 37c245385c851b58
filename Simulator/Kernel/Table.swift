// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A row of plain values at a fixed place in memory.
///
/// The kernel's tables are read and written by parts' calls while a call of the kernel is under way. An array in a class would check
/// each access for that at run time; here accesses are single loads and stores of plain values, so there is nothing to check.
@safe
struct Table<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private(set) var count: Int
    private var capacity: Int

    init(count: Int = 0, repeating element: Element) {
        capacity = max(count, 16)
        self.count = count
        unsafe base = .allocate(capacity: capacity)
        unsafe base.initialize(repeating: element, count: capacity)
    }

    deinit { unsafe base.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
            return unsafe base[index]
        }
        @inline(__always) nonmutating _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
            yield unsafe &base[index]
        }
    }

    subscript(index: Int32) -> Element {
        @inline(__always) get { self[Int(index)] }
        @inline(__always) nonmutating _modify { yield &self[Int(index)] }
    }

    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        unsafe base[count] = element
        count += 1
    }

    mutating func removeLast() -> Element {
        precondition(count > 0, "nothing to remove")
        count -= 1
        return unsafe base[count]
    }

    mutating func removeAll() { count = 0 }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        // The rest is never read before it is written: `count` bounds each access.
        unsafe larger.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity *= 2
    }
}
