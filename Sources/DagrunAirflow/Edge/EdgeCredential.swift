// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunSystem
internal import FoundationEssentials

/// How a worker shows the Edge API who it is.
public enum EdgeCredential: Sendable {
    /// The secret that worker and server share: `[api_auth] jwt_secret`, and `jwt_issuer` where that is set.
    case sharedSecret([UInt8], issuer: String? = nil)
    /// A file with a token that something else renews; read anew for each call. For servers with `[edge] trusted_jwks_url`.
    case tokenFile(String)

    /// How long a token that we sign is valid; much longer than a call takes, for clocks differ.
    private static let life: Int64 = 30

    /// Makes the token of one call; each attempt needs one of its own, for waits outlive tokens.
    ///
    /// The value of the header `Authorization`, without `Bearer`.
    ///
    /// Source: Airflow's `JWTGenerator` and the Edge provider's `jwt_token_authorization`.
    ///
    /// - Parameters:
    ///   - path: The path of the call behind `/edge_worker/v1/`, not encoded.
    ///   - now: The present instant.
    /// - Returns: The token.
    /// - Throws: ``AirflowError`` when the file can't be read or is empty.
    func token(for path: [String], now: Date) throws(AirflowError) -> String {
        switch self {
        case .sharedSecret(let secret, let issuer):
            let seconds = Int64(now.timeIntervalSince1970)
            var claims: [String: JSONValue] = [
                "method": .string(Self.claim(path)), "aud": "api", "iat": .int(seconds), "nbf": .int(seconds),
                "exp": .int(seconds + Self.life),
            ]
            if let issuer { claims["iss"] = .string(issuer) }
            let head = Base64.urlText(of: Array(#"{"alg":"HS512","typ":"JWT"}"#.utf8))
            let text = "\(head).\(Base64.urlText(of: CanonicalJSON.bytes(of: .object(claims))))"
            return "\(text).\(Base64.urlText(of: HMAC.sha512(Array(text.utf8), key: secret)))"
        case .tokenFile(let path):
            let text: String
            do {
                text = String(decoding: try Folders.read(path), as: UTF8.self)
            } catch {
                throw AirflowError(.invalid, call: "read the token", reason: "\(error)")
            }
            let token = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            if token.isEmpty { throw AirflowError(.invalid, call: "read the token", reason: "\(path) is empty") }
            return token
        }
    }

    /// The path as the server compares it: decoded, except for what would end a path.
    static func claim(_ path: [String]) -> String {
        path.joined(separator: "/").unicodeScalars.reduce(into: "") { claim, scalar in
            switch scalar {
            case "?": claim += "%3F"
            case "#": claim += "%23"
            case "\\": claim += "%5C"
            default: claim.unicodeScalars.append(scalar)
            }
        }
    }
}

extension EdgeCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind, without the secret.
    public var description: String {
        switch self {
        case .sharedSecret: "shared secret"
        case .tokenFile(let path): "token in \(path)"
        }
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
