import Hummingbird
import Storage
import UseCases

/// How far the database had come when somebody last wrote, kept by their browser for half a minute, so that whichever process
/// and standby answers them next has it. It is no secret and gives no rights: one that was made up is answered by the primary.
/// Only where there are standbys.
struct TrailCookie {
    /// Whether something was published with it: who did that sees it at once at any process.
    private static let mark: Character = "p"
    /// Longer than any standby that is read from may be behind.
    private static let seconds = 30

    private let settings: Installation.Settings

    init(_ settings: Installation.Settings) { self.settings = settings }

    /// The trail of whoever asks; one without a beginning where they bring none, or nonsense.
    func trail(of request: Request) -> Trail {
        guard var text = request.cookies[SessionCookie.trail.name(for: settings)]?.value[...] else { return Trail() }
        let hasPublished = text.last == TrailCookie.mark
        if hasPublished { text.removeLast() }
        guard let position = Database.Position(text) else { return Trail() }
        return Trail(after: position, hasPublished: hasPublished)
    }

    /// Has it kept, where something was written.
    func keep(_ trail: Trail, in response: inout Response) {
        guard let position = trail.left else { return }
        let text = "\(position)\(trail.hasPublished ? String(TrailCookie.mark) : "")"
        SessionCookie.trail.set(text, in: &response, for: settings, seconds: TrailCookie.seconds)
    }
}
