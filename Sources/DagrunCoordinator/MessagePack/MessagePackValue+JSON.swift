// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

extension MessagePackValue {
    /// Takes a value of JSON; members are put in order, so that equal values have equal bytes.
    package init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .string(let text): self = .string(text)
        case .array(let elements):
            var list: [MessagePackValue] = []
            list.reserveCapacity(elements.count)
            // No closures: each level of nesting would take several frames of the stack.
            for element in elements { list.append(MessagePackValue(element)) }
            self = .array(list)
        case .object(let members):
            var list: [Member] = []
            list.reserveCapacity(members.count)
            for (name, member) in members { list.append(Member(name, MessagePackValue(member))) }
            list.sort { $0.name < $1.name }
            self = .map(list)
        }
    }
}
