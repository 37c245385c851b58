// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A row of values that parts' calls read and write while a call of the kernel is under way.
///
/// An array in a class would check each access at run time for another one that is under way, which costs more than all else that an event
/// does. A table is a constant of its owner, so there is nothing to check; and each access is one load or store, bounds-checked, that
/// is over before the next one begins.
@safe
struct Table<Element>: ~Copyable {
    @safe
    private struct Header {
        var base: UnsafeMutablePointer<Element>
        var count: Int
        var capacity: Int
    }

    private let header: UnsafeMutablePointer<Header>

    init() {
        let capacity = 16
        unsafe header = .allocate(capacity: 1)
        unsafe header.initialize(to: Header(base: .allocate(capacity: capacity), count: 0, capacity: capacity))
    }

    init(count: Int, repeating element: Element) {
        self.init()
        for _ in 0..<count { append(element) }
    }

    deinit {
        unsafe header.pointee.base.deinitialize(count: header.pointee.count)
        unsafe header.pointee.base.deallocate()
        unsafe header.deallocate()
    }

    var count: Int {
        @inline(__always) get { unsafe header.pointee.count }
    }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
            return unsafe header.pointee.base[index]
        }
        @inline(__always) nonmutating _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
            yield unsafe &header.pointee.base[index]
        }
    }

    subscript(index: Int32) -> Element {
        @inline(__always) get { self[Int(index)] }
        @inline(__always) nonmutating _modify { yield &self[Int(index)] }
    }

    var indices: Range<Int> { 0..<count }

    @inline(__always)
    func append(_ element: Element) {
        if unsafe header.pointee.count == header.pointee.capacity { grow() }
        unsafe (header.pointee.base + header.pointee.count).initialize(to: element)
        unsafe header.pointee.count += 1
    }

    @inline(__always)
    func removeLast() -> Element {
        precondition(count > 0, "nothing to remove")
        unsafe header.pointee.count -= 1
        return unsafe (header.pointee.base + header.pointee.count).move()
    }

    func removeAll() {
        unsafe header.pointee.base.deinitialize(count: header.pointee.count)
        unsafe header.pointee.count = 0
    }

    @inline(never)
    private func grow() {
        let capacity = unsafe header.pointee.capacity * 2
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        unsafe larger.moveInitialize(from: header.pointee.base, count: header.pointee.count)
        unsafe header.pointee.base.deallocate()
        unsafe header.pointee.base = larger
        unsafe header.pointee.capacity = capacity
    }

    /// A copy.
    var array: [Element] { indices.map { self[$0] } }
}
