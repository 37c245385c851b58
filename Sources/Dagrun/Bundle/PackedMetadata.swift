// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunPackaging

/// What the program says of itself for `--airflow-metadata`: the metadata of its footer.
///
/// Airflow's language SDKs agreed on this flag; it works before the program is packed, too.
enum PackedMetadata {
    private static let flag = "--airflow-metadata"

    /// Prints the metadata when it is asked for nothing else.
    ///
    /// - Returns: The status to end the process with; nil when something else is asked for.
    static func printed() -> BundleExit? {
        guard CommandLine.arguments.dropFirst() == [flag] else { return nil }
        let bundle = LoadedBundle.current
        Output.result(BundleMetadata(bundle.dags.map(\.document), source: BundleFile.sourceName).json)
        return .success
    }
}
