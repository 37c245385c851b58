// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

#if canImport(Glibc)
import Glibc
#endif

/// What this executable does when the benchmarks start it again, by the name it is started under.
enum ChildRole: String {
    /// Says when it began, and nothing else: what any Swift process costs.
    case bare = "bare-process"
    /// Is a bundle with one DAG of one task.
    case one = "one-task-bundle"
    /// Is a bundle with one DAG of a thousand tasks.
    case wide = "wide-bundle"
    /// Is a bundle with one DAG of a thousand tasks that hand data to each other.
    case tree = "tree-bundle"

    /// The role of this process; nil for the benchmarks themselves.
    static var ofProcess: ChildRole? { CommandLine.arguments.first.flatMap(Self.init) }

    @concurrent func run() async {
        ChildReport.prepare()
        // A bundle may end the process itself.
        atexit { ChildReport.ended() }
        switch self {
        case .bare: ChildReport.began()
        case .one: await OneTaskBundle.main()
        case .wide: await WideBundle.main()
        case .tree: await TreeBundle.main()
        }
    }
}
