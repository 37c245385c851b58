// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where the APIs of a server are.
public enum EdgeURL {
    /// The URL that the paths of the Edge API are relative to.
    ///
    /// The last part of what is configured, `rpcapi` by custom, is replaced by them, as a browser does with a relative link.
    ///
    /// - Parameter configured: `[edge] api_url`, such as `https://host/prefix/edge_worker/v1/rpcapi`; with a slash behind it, too.
    /// - Returns: The URL with a slash at its end, such as `https://host/prefix/edge_worker/v1/`.
    public static func base(of configured: String) -> String {
        var text = configured.split(whereSeparator: { $0 == "?" || $0 == "#" }).first.map(String.init) ?? configured
        if text.hasSuffix("/rpcapi/") { text.removeLast() }
        // Not one of the two slashes before the host.
        guard let scheme = text.firstIndex(of: ":"), text[scheme...].hasPrefix("://"),
            let slash = text.lastIndex(of: "/"), text.distance(from: scheme, to: slash) > 2
        else { return text.hasSuffix("/") ? text : text + "/" }
        return String(text[...slash])
    }

    /// The URL of the Execution API where none is configured.
    ///
    /// - Parameter configured: `[edge] api_url`.
    /// - Returns: The same with `edge_worker/v1/rpcapi` replaced by `execution`, and a slash at its end.
    public static func execution(of configured: String) -> String {
        var base = base(of: configured)
        if base.hasSuffix("edge_worker/v1/") { base.removeLast("edge_worker/v1/".count) }
        return base + "execution/"
    }

    /// The URL of the public API beside the Edge API.
    ///
    /// - Parameter configured: `[edge] api_url`.
    /// - Returns: The URL with `api/v2/` at its end.
    public static func publicAPI(of configured: String) -> String {
        var base = base(of: configured)
        if base.hasSuffix("edge_worker/v1/") { base.removeLast("edge_worker/v1/".count) }
        return base + "api/v2/"
    }
}
