import Hummingbird

/// What Hummingbird keeps for one request. Everything of ours is in `Visit`.
public struct PortalContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address the connection comes from: a proxy's, where there is one.
    let peer: String?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}
