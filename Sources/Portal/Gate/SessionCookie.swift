import Hummingbird
import UseCases

/// The cookies that hold session tokens, and those like them. Applicants and officers have one each, so that one browser can
/// be both.
enum SessionCookie: String, Sendable {
    case applicant = "kofu-applicant"
    case officer = "kofu-officer"
    /// Binds a sign-in at the identity provider to the browser that began it.
    case signIn = "kofu-sign-in"
    /// How far the database had come when they last wrote (`TrailCookie`).
    case trail = "kofu-trail"

    /// With `__Host-` where the site is reached by TLS: no other host and no path can set it (ASVS 3.3.1).
    func name(for settings: Installation.Settings) -> String {
        settings.isSecure ? "__Host-\(rawValue)" : rawValue
    }

    func set(_ token: String, in response: inout Response, for settings: Installation.Settings, seconds: Int? = nil) {
        response.setCookie(
            Cookie(
                name: name(for: settings), value: token, maxAge: seconds, path: "/", secure: settings.isSecure,
                httpOnly: true, sameSite: .lax))
    }

    func clear(in response: inout Response, for settings: Installation.Settings) {
        set("", in: &response, for: settings, seconds: 0)
    }
}

extension Installation.Settings {
    /// Whether people reach it by TLS.
    var isSecure: Bool { address.hasPrefix("https:") }
}
