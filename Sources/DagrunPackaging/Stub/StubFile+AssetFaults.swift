// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension StubFile.StubFaults {
    /// Notes a fault for each asset that Airflow refuses, or keeps as another than the document says.
    ///
    /// A worker names an asset by name and URI; an event of one that Airflow does not know by both is lost without a word.
    /// Source: Airflow 3.3, `_sanitize_uri` and the validators of `airflow.sdk.definitions.asset`.
    mutating func check(_ assets: [(DocumentFault.Subject, AssetDefinition)]) {
        var uris: [String: String] = [:]
        var names: [String: String] = [:]
        for (subject, asset) in assets {
            let uri = asset.uri ?? asset.name
            let title = "asset \"\(asset.name)\""
            if ["self", "context"].contains(asset.name) {
                add(subject, "Airflow allows no asset of the name \"\(asset.name)\"; give it another")
            }
            if uri.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
                add(subject, "the URI of \(title) is empty; leave it out or name one")
            }
            for (word, text) in [("URI", uri), ("group", asset.group ?? "asset")] where text.unicodeScalars.count > 1500
            {
                add(subject, "the \(word) of \(title) has more than 1500 characters")
            }
            checkForm(of: uri, title, subject)
            check(subject, "the extra of \(title)", .object(asset.extra ?? [:]))
            // Of two that share one of them, Airflow deactivates the second.
            if let other = uris.updateValue(uri, forKey: asset.name), other != uri {
                add(subject, "\(title) has two URIs, \"\(other)\" and \"\(uri)\"; Airflow knows it by one")
            }
            if let other = names.updateValue(asset.name, forKey: uri), other != asset.name {
                add(
                    subject,
                    "the assets \"\(other)\" and \"\(asset.name)\" have one URI; Airflow takes only one of them")
            }
        }
    }

    private mutating func checkForm(of uri: String, _ title: String, _ subject: DocumentFault.Subject) {
        guard let parts = AssetURI(uri) else { return }
        if parts.scheme == "airflow" {
            add(subject, "the URI of \(title) has the scheme airflow, which Airflow keeps for itself")
        } else if parts.authority?.contains("@") == true {
            add(
                subject,
                "the URI of \(title) holds a user; Airflow drops a password in it, and shows the rest to everybody: put"
                    + " both into a connection")
        } else if parts.normal != uri {
            add(subject, "the URI of \(title) is \"\(uri)\"; write \"\(parts.normal)\", as Airflow keeps it")
        }
    }
}
