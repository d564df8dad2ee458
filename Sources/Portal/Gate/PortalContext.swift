import Hummingbird

/// What Hummingbird keeps for one request. Everything of ours is in `Visit`.
public struct PortalContext: RequestContext {
    public var coreContext: CoreRequestContextStorage

    public init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
}
