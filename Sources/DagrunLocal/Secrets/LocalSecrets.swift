// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// The variables and connections of runs on this machine.
///
/// The first place that has one wins: the files given by flag, the environment, `.env`, then `dagrun.secrets.json`, both
/// in the package's folder. As in Airflow, a configured place comes before the environment. Files are read once.
package struct LocalSecrets: Sendable {
    /// Where to look.
    package struct Configuration: Sendable {
        /// The process environment.
        package var environment: [String: String]
        /// The folder with `.env` and `dagrun.secrets.json`; `nil` looks for neither.
        package var packageFolder: String?
        /// The value of `--variables-file`.
        package var variablesFile: String?
        /// The value of `--connections-file`.
        package var connectionsFile: String?

        package init(
            environment: [String: String], packageFolder: String? = nil, variablesFile: String? = nil,
            connectionsFile: String? = nil
        ) {
            self.environment = environment
            self.packageFolder = packageFolder
            self.variablesFile = variablesFile
            self.connectionsFile = connectionsFile
        }
    }

    /// The name of the file with both kinds of secrets.
    package static let defaultFile = "dagrun.secrets.json"

    /// The places in the order they are asked.
    let sources: [any SecretsSource]
    /// The path of the file to add missing ones to.
    let defaultPath: String
    /// The files of the package's folder that don't exist.
    let absent: [String]
    private let masker: SecretMasker

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - configuration: Where to look.
    ///   - masker: Learns each secret that is handed out.
    ///   - warn: Called at most once, with the files that others may read.
    /// - Throws: ``LocalSecretsError`` for a given file that is missing, and any file that is malformed.
    package init(
        _ configuration: Configuration, masker: SecretMasker, warn: (String) -> Void
    ) throws(LocalSecretsError) {
        var sources: [any SecretsSource] = []
        var open: [String] = []
        var absent: [String] = []
        let given: [(path: String?, flag: String, kind: FileSecrets.Kind)] = [
            (configuration.variablesFile, "--variables-file", .variables),
            (configuration.connectionsFile, "--connections-file", .connections),
        ]
        for (path, flag, kind) in given {
            guard let path else { continue }
            let file = try Self.readJSON(path, flag)
            if file.isOpenToOthers && !open.contains(path) { open.append(path) }
            sources.append(try FileSecrets(text: file.text, path: path, name: "\(path) (\(flag))", kind: kind))
        }
        sources.append(EnvironmentSecrets(name: "the environment", environment: configuration.environment))

        let folder = configuration.packageFolder.map { $0.isEmpty || $0.hasSuffix("/") ? $0 : $0 + "/" }
        if let folder {
            let path = folder + ".env"
            if let file = try SecretsFile.read(path) {
                let values = try DotEnv.parse(file.text, source: path, environment: configuration.environment)
                let source = EnvironmentSecrets(name: path, environment: values)
                if file.isOpenToOthers && !source.isEmpty { open.append(path) }
                sources.append(source)
            } else {
                absent.append(path)
            }
        }
        defaultPath = (folder ?? "") + Self.defaultFile
        if folder != nil {
            if let file = try SecretsFile.read(defaultPath) {
                if file.isOpenToOthers && !open.contains(defaultPath) { open.append(defaultPath) }
                sources.append(try FileSecrets(text: file.text, path: defaultPath, name: defaultPath, kind: nil))
            } else {
                absent.append(defaultPath)
            }
        }
        if !open.isEmpty {
            warn("Others on this machine may read your secrets: run chmod 600 \(open.joined(separator: " "))")
        }
        self.sources = sources
        self.absent = absent
        self.masker = masker
    }

    /// Looks a variable up.
    ///
    /// A value under a sensitive key is masked from then on.
    ///
    /// - Parameter key: The variable's key.
    /// - Returns: Its value, which may be empty; `nil` when no place has it.
    /// - Throws: ``LocalSecretsError`` when a place can't be asked; a variable that is missing is no error.
    package func variable(_ key: String) async throws -> String? {
        for source in sources {
            guard let value = try source.variable(key) else { continue }
            masker.add(value, named: key)
            return value
        }
        return nil
    }

    /// Looks a connection up.
    ///
    /// Its password and the secrets in its extra are masked from then on.
    ///
    /// - Parameter id: The connection's id.
    /// - Returns: The connection; `nil` when no place has it.
    /// - Throws: ``LocalSecretsError`` when the first place that has it holds no readable connection.
    package func connection(_ id: String) async throws -> Connection? {
        for source in sources {
            guard let connection = try source.connection(id) else { continue }
            masker.add(connection)
            return connection
        }
        return nil
    }

    private static func readJSON(_ path: String, _ flag: String) throws(LocalSecretsError) -> SecretsFile {
        let name = path.lowercased()
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".env") {
            throw LocalSecretsError(source: path, reason: "\(flag) reads JSON only; convert the file to JSON")
        }
        guard let file = try SecretsFile.read(path) else {
            throw LocalSecretsError(source: path, reason: "there is no such file; check the path given with \(flag)")
        }
        return file
    }
}
