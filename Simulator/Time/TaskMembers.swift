// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The numbers of the tasks that belong to a time.
///
/// Nobody says when a task ends. So that the numbers don't pile up, the older half is forgotten once there are very many;
/// one of those that still goes on leaves the time.
struct TaskMembers {
    private static let most = 1 << 20

    private var numbers: Set<UInt64> = []

    func contains(_ number: UInt64) -> Bool { numbers.contains(number) }

    mutating func insert(_ number: UInt64) {
        numbers.insert(number)
        guard numbers.count > Self.most else { return }
        let middle = numbers.sorted()[numbers.count / 2]
        numbers = numbers.filter { $0 > middle }
    }
}
