import Grants
import HTTPTypes
import Hummingbird
import NIOCore

/// The files of the interface.
enum AssetPages {
    static let routes: [Route] = [Site.asset, Site.robots, Site.favicon].map { pattern in
        .open(.get, pattern) { visit in try file(at: visit.request.uri.path) }
    }

    /// A file whose address names its very content is kept for ever; one of another release is asked for again.
    static func file(at path: String) throws -> Response {
        guard let asset = Assets.asset(at: path) else { throw Refusal.absent }
        return Response(
            status: .ok,
            headers: [
                .contentType: asset.mediaType,
                .cacheControl: asset.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
