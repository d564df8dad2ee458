import Grants
import HTTPTypes
import Hummingbird

extension Visit {
    /// The answer to a request that was turned away: it says so kindly and when to try again. What was sent stands on the
    /// page, so that pressing its button sends it once more; neither the session nor anything else was looked up for it.
    /// - Parameter sent: the form that came, where it may be shown.
    func busy(_ shed: Shed, sent: URLEncodedForm?) -> Response {
        let status: HTTPResponse.Status = shed.reason == .rate ? .tooManyRequests : .serviceUnavailable
        let what = say(shed.reason == .rate ? Words.Busy.tooOften : Words.Busy.crowded)
        let when = say(Words.Busy.wait(shed.retryAfter))
        var response: Response
        if isScript {
            response = .json(
                JSON.object([
                    "error": .string("busy"), "message": .string("\(what)\(when)"),
                    "retryAfter": .integer(Int64(shed.retryAfter)),
                ]).canonical, status: status)
        } else {
            var page = wrongPage(Words.Busy.title)
            page.body = """
                <p>\(what)\(when)</p>\(
                    if: shed.urgency == .submit, "<p><strong>\(say(Words.Busy.notSubmitted))</strong></p>")\(
                    kept(sent))
                """
            response = .page(page.html, status: status)
        }
        response.headers[.retryAfter] = String(shed.retryAfter)
        return response
    }

    /// The form that was not taken once more, with everything that was in it; or what to do where there is none.
    func kept(_ form: URLEncodedForm?) -> HTML {
        guard let form else {
            let isChange = request.method != .get && request.method != .head
            return "<p>\(say(isChange ? Words.Busy.sendAgain : Words.Busy.loadAgain))</p>"
        }
        let inputs: [HTML] = form.fields.map { ui.hidden($0.name, $0.value) }
        return """
            <p>\(say(Words.Busy.kept))</p>\
            \(ui.form(to: request.uri.string, hidden: inputs.reduce(.empty, +), ui.buttons(ui.submit(say(Words.Busy.again)))))
            """
    }
}

extension Words {
    enum Busy {
        static let title = Phrase("ただいま混み合っています", "Very busy just now")
        static let crowded = Phrase(
            "アクセスが集中しているため、いまの操作を受け付けられませんでした。", "So many people are here that this could not be done now. ")
        static let tooOften = Phrase(
            "短い時間に操作が続いたため、いまの操作を受け付けられませんでした。", "Too much was asked in a short time: this was not done. ")
        static func wait(_ seconds: Int) -> Phrase {
            Phrase("\(seconds)秒ほど待ってから、もう一度お試しください。", "Please try again in about \(seconds) seconds.")
        }
        static let notSubmitted = Phrase(
            "まだ提出されていません。受付番号は発行されていません。", "Nothing was submitted yet: there is no receipt number.")
        static let kept = Phrase(
            "入力した内容はこのページに残っています。「もう一度送る」を押すと、同じ内容を送ります。保存済みの下書きも失われていません。",
            "What you entered is kept in this page: “Send again” sends the same. Drafts that were saved are not lost, either."
        )
        static let again = Phrase("もう一度送る", "Send again")
        static let loadAgain = Phrase(
            "待ってから、このページをもう一度読み込んでください。保存済みの下書きは失われていません。",
            "Then load this page again. Drafts that were saved are not lost.")
        static let sendAgain = Phrase(
            "ブラウザーの「戻る」で前の画面に戻り、もう一度送ってください。保存済みの下書きは失われていません。",
            "Go back in your browser and send it again. Drafts that were saved are not lost.")
    }
}
