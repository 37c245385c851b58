// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// The members of a connection's extra, taken one by one: what is left are headers.
struct HTTPSettings {
    private let connID: String
    private var members: [String: JSONValue]

    init(_ connection: Connection) {
        connID = connection.connID
        members = connection.extraJSON
    }

    /// Takes a member; null is as good as none.
    mutating func take(_ name: String) -> JSONValue? {
        members.removeValue(forKey: name).flatMap { $0 == .null ? nil : $0 }
    }

    /// A number of seconds.
    mutating func seconds(_ name: String) throws -> Duration? {
        switch take(name) {
        case nil: return nil
        case .int(let seconds)? where 0 < seconds && seconds < 1 << 31: return .seconds(seconds)
        case .double(let seconds)? where 0 < seconds && seconds < 2e9: return .seconds(seconds)
        default: throw fault(name, "is no number of seconds")
        }
    }

    /// A number of things.
    mutating func count(_ name: String) throws -> Int? {
        switch take(name) {
        case nil: return nil
        case .int(let count)? where count >= 0: return Int(clamping: count)
        default: throw fault(name, "is no number")
        }
    }

    /// True or false.
    mutating func flag(_ name: String) throws -> Bool? {
        switch take(name) {
        case nil: return nil
        case .bool(let flag)?: return flag
        default: throw fault(name, "is neither true nor false")
        }
    }

    /// How connections are secured: `verify` (or `verify_ssl`) and `cert`; nil where nothing is said.
    mutating func tls() throws -> HTTPTLSOptions? {
        var options = HTTPTLSOptions()
        let (verify, older) = (take("verify"), take("verify_ssl"))
        switch verify ?? older {
        case nil: break
        case .bool(let verifies)?: options.verifiesServer = verifies
        case .string(let file)?: options.certificateAuthorityFile = file
        default: throw fault("verify", "is neither true nor false, nor the path of a file of authorities")
        }
        switch take("cert") {
        case nil: break
        case .string(let file)?: options.clientCertificateFile = file
        case .array(let files)? where files.count == 2:
            guard case .string(let certificate) = files[0], case .string(let key) = files[1] else { fallthrough }
            (options.clientCertificateFile, options.clientKeyFile) = (certificate, key)
        default: throw fault("cert", "is neither the path of a file nor a list of two, certificate and key")
        }
        return options == HTTPTLSOptions() ? nil : options
    }

    /// The proxy; nil where nothing is said.
    ///
    /// `proxies` (or `proxy`) is an object such as `{"https": "http://proxy:3128"}`, or one URL for all. `trust_env` false
    /// means none from the environment.
    mutating func proxy(for base: String) throws -> HTTPProxy? {
        let (proxies, older) = (take("proxies"), take("proxy"))
        let trustsEnvironment = try flag("trust_env") ?? true
        let other: HTTPProxy? = trustsEnvironment ? nil : HTTPProxy.none
        switch proxies ?? older {
        case nil: return other
        case .string(let url)?: return .url(url)
        case .object(let urls)?:
            // In the order of `select_proxy` in Python's requests.
            let (scheme, host) = Self.schemeAndHost(of: base)
            for name in ["\(scheme)://\(host)", scheme, "all://\(host)", "all"] {
                switch urls[name] {
                case nil, .null?: continue
                case .string(let url)?: return .url(url)
                default: throw fault("proxies", "has something else than a URL for “\(name)”")
                }
            }
            return other
        default: throw fault("proxies", "is neither an object such as {\"https\": \"http://proxy:3128\"} nor a URL")
        }
    }

    /// What is left: headers.
    func headers() throws -> HTTPHeaders {
        var headers = HTTPHeaders()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .null: continue
            case .array, .object:
                throw fault(name, "is no text: what is no setting is sent as a header; write a member for each header")
            default: headers[name] = value.templateText
            }
        }
        return headers
    }

    /// The error for a member that makes no sense; its value may be a secret, and is not told.
    func fault(_ name: String, _ problem: String) -> TaskSignal {
        TaskSignal.fail("connection “\(connID)”: “\(name)” in its extra \(problem)")
    }

    private static func schemeAndHost(of base: String) -> (scheme: String, host: String) {
        guard let mark = base.firstRange(of: "://") else { return ("http", base) }
        let authority = base[mark.upperBound...].prefix { $0 != "/" }
        let place = authority.lastIndex(of: "@").map { authority[$0...].dropFirst() } ?? authority
        let host = place.first == "[" ? place.prefix { $0 != "]" } + "]" : place.prefix { $0 != ":" }
        return (String(base[..<mark.lowerBound]), String(host))
    }
}
