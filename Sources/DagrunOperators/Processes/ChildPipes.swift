// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunSystem
internal import Glibc

/// A child process that was started, and this side's ends of its pipes.
struct ChildPipes {
    let pid: pid_t
    /// Becomes readable when the child ends; nil on an old kernel.
    let ending: Descriptor?
    /// What the child writes to; a stream goes when it is closed.
    var streams: [(stream: ChildStream, end: Descriptor)]
    /// Where the child's input is written to.
    var input: Descriptor?

    /// Starts a child.
    ///
    /// - Throws: ``OperatorError`` with what is wrong and what to do.
    init(_ command: ChildCommand) throws {
        try ChildPipes.check(command)
        let output = try Descriptor.pipe()
        let error = try Descriptor.pipe()
        let input = try command.input.map { _ in try Descriptor.pipe() }
        let reply = command.hasReply ? try Descriptor.pipe() : nil
        var descriptors = [input?.read.number ?? -1, output.write.number, error.write.number]
        if let reply { descriptors.append(reply.write.number) }
        pid = try withExtendedLifetime((output.write, error.write, input?.read, reply?.write)) {
            try ChildPipes.spawn(command, descriptors)
        }
        streams = [(.output, output.read), (.error, error.read)]
        if let reply { streams.append((.reply, reply.read)) }
        for (_, end) in streams { end.setNonblocking() }
        self.input = input?.write
        input?.write.setNonblocking()
        let number = dagrun_pidfd_open(pid)
        ending = number < 0 ? nil : Descriptor(number)
    }

    private static func spawn(_ command: ChildCommand, _ descriptors: [Int32]) throws -> pid_t {
        let name = command.path.split(separator: "/").last.map(String.init) ?? command.path
        let environment = command.environment.map { "\($0)=\($1)" }.sorted()
        var pid = pid_t()
        let error = unsafe CStrings.with([name] + command.arguments) { arguments in
            unsafe CStrings.with(environment) { environment in
                unsafe dagrun_spawn(
                    &pid, command.path, arguments, environment, command.workingDirectory, descriptors,
                    Int32(descriptors.count))
            }
        }
        guard error != 0 else { return pid }
        if error == E2BIG {
            let longest = (command.arguments + environment).map(\.utf8.count).max() ?? 0
            throw OperatorError(
                .cannotStart,
                "can't start \(command.path): its arguments and environment are too large (the longest has \(longest)"
                    + " bytes, Linux allows 131071); hand large data over in a file")
        }
        throw OperatorError(.cannotStart, "can't start \(command.path): \(SystemMessage.text(error))")
    }

    private static func check(_ command: ChildCommand) throws {
        for text in command.arguments + command.environment.flatMap({ [$0, $1] }) where text.utf8.contains(0) {
            throw OperatorError(
                .cannotStart, "can't start \(command.path): a command or variable holds a NUL character")
        }
        for name in command.environment.keys where name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) {
            throw OperatorError(
                .cannotStart, "“\(name)” can't be the name of an environment variable: it is empty or holds a “=”")
        }
        guard let directory = command.workingDirectory else { return }
        var status = stat()
        guard unsafe stat(directory, &status) == 0 else {
            throw OperatorError(
                .badWorkingDirectory, "can't use the working directory “\(directory)”: \(SystemMessage.text(errno))")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw OperatorError(
                .badWorkingDirectory, "can't use the working directory “\(directory)”: it is not a directory")
        }
    }
}
