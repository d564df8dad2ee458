import Grants
import HTTPTypes
import Hummingbird
import UseCases

extension Visit {
    /// The page of something refused: what is wrong and what to do.
    func refused(_ refusal: Refusal) -> Response {
        if isScript {
            return .json(
                JSON.object(["error": .string(refusal.kind.rawValue), "message": .string(say(refusal.message))])
                    .canonical, status: refusal.kind.status)
        }
        return problemPage(status: refusal.kind.status, refusal.message)
    }

    func problemPage(status: HTTPResponse.Status, _ message: Text) -> Response {
        let title =
            switch status {
            case .notFound: Words.notFoundTitle
            case .forbidden: Words.forbiddenTitle
            case .conflict: Words.conflictTitle
            default: Words.refusedTitle
            }
        var page = page(say(title), audience)
        page.body = """
            <p>\(say(message))</p>
            <p>\(ui.link(say(Words.backHome), session == nil ? Site.home() : page.navigation.first?.href ?? Site.home()))</p>
            """
        return .page(page.html, status: status)
    }

    /// The audience of the address.
    var audience: Page.Audience {
        let path = request.uri.path
        if path.hasPrefix(Site.workList()) { return .office }
        if path.hasPrefix(Site.reviews()) { return .review }
        if path.hasPrefix(Site.administration()) { return .administration }
        return session == nil ? .public : .applicant
    }
}

extension Refusal.Kind {
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .conflict, .untimely: .conflict
        case .invalid: .unprocessableContent
        }
    }
}

extension Words {
    static let notFoundTitle = Phrase("ページが見つかりません", "Page not found")
    static let forbiddenTitle = Phrase("この操作はできません", "Not allowed")
    static let conflictTitle = Phrase("いまは操作できません", "Not possible now")
    static let refusedTitle = Phrase("受け付けられませんでした", "Not accepted")
    static let failureTitle = Phrase("ただいま処理できませんでした", "Something went wrong here")
    static let backHome = Phrase("最初の画面に戻る", "Back to the start")
}
