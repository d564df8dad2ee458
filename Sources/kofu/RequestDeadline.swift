import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive in time. The server's own idle time limit begins anew with each
/// byte of a body, so a client that sends one byte every few seconds would hold a connection for ever.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// Seconds until a new connection has sent a whole head. Later ones of the connection are covered by the idle limit,
    /// which the bytes of a head do not begin anew.
    static let secondsToHead: Int64 = 10
    /// Seconds for any request, to which those for its bytes are added.
    static let seconds: Int64 = 30
    /// Bytes a second that even a slow line carries.
    static let slowest: Int64 = 8 * 1024
    /// Seconds for a body of unknown length, and for any.
    static let secondsUnknown: Int64 = 300
    static let longest: Int64 = 3600

    private var timer: Scheduled<Void>?

    /// How long a request may take to arrive, from the end of its head.
    static func limit(contentLength: Int64?, isChunked: Bool) -> Int64 {
        guard let length = contentLength else { return isChunked ? secondsUnknown : seconds }
        return min(seconds + max(0, length) / slowest, longest)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let limit = RequestDeadline.limit(
                contentLength: head.headerFields[.contentLength].flatMap { Int64($0) },
                isChunked: head.headerFields[.transferEncoding] != nil)
            start(limit, context)
        case .body: break
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func handlerAdded(context: ChannelHandlerContext) { start(RequestDeadline.secondsToHead, context) }

    private func start(_ seconds: Int64, _ context: ChannelHandlerContext) {
        let channel = context.channel
        timer?.cancel()
        timer = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(mode: .all, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func stop() {
        timer?.cancel()
        timer = nil
    }
}
