import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("The flow's editor")
struct FlowEditorTests {
    private let id = "colour-bureau/colourful"

    private func stagePath(_ procedure: String, _ stage: String) -> String { Site.adminFlowStage(id, procedure, stage) }

    @Test(
        "an administrator adds a stage with a condition, a due date and an outcome, publishes, and new cases go by it")
    func publishing() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let home = Site.adminFlow(id)
        let start = try await admin.get(home)
        for words in ["公募申請", "形式審査", "外部審査", "採否決定", "交付申請", "図を表で見る"] {
            #expect(start.words.contains(words), "\(words)")
        }
        #expect(start.text.contains("<svg class=\"flow-diagram\""))
        let added = try await admin.act(
            on: home, home, ["name": ["内容<審査>"], "kind": ["content"], "act": ["stage:grant"]])
        #expect(added.status == 303)
        let path = stagePath("grant", "content")
        var page = try await admin.get(path)
        #expect(page.words.contains("どの結果からも来ない審査段階です"))
        let saved = try await admin.submit(
            page, to: path,
            [
                "name.ja": ["内容審査"], "when": ["交付申請額 >= 1000000"], "due": ["１０"], "o.0.label.ja": ["決定へ進める"],
                "o.0.to": ["decision"], "o.1.label.ja": ["差し戻す"], "o.1.to": ["applicant"], "o.1.limit": ["2"],
            ])
        #expect(saved.status == 303, "\(saved.words.prefix(900))")
        // The check leads to it.
        let check = stagePath("grant", "check")
        let led = try await admin.submit(try await admin.get(check), to: check, ["o.0.to": ["content"]])
        #expect(led.status == 303, "\(led.words.prefix(900))")
        page = try await admin.get(home)
        #expect(page.words.contains("10営業日以内") && page.words.contains("2回まで"), "\(page.words)")
        #expect(!page.words.contains("直すところが"))
        let publish = Site.adminFlowPublish(id)
        let before = try await admin.get(publish)
        for words in ["「交付申請」の審査段階「内容審査」を追加", "「交付申請」の審査段階「内容確認」を変更"] {
            #expect(before.words.contains(words), "\(words)")
        }
        let done = try await admin.submit(before, to: publish, ["rounds": [house.red]])
        #expect(done.status == 303, "\(done.words.prefix(900))")
        let round = try #require(house.installation.published.current.round(house.red))
        let stage = try #require(round.programme.flow.procedure("grant")?.stage("content"))
        #expect(stage.when == "交付申請額 >= 1000000" && stage.due == 10 && stage.outcomes.count == 2)
        #expect(stage.outcomes[1].limit == 2)
        #expect(try await admin.get(Site.adminHistory()).words.contains("手続きフローを第2版として公開"))
        #expect(!(try await admin.get(home)).words.contains("未公開"))
    }

    @Test("what is wrong is said where it is, with everything typed still there, and nothing is lost")
    func wrong() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let path = stagePath("call", "check")
        let refused = try await admin.submit(
            try await admin.get(path), to: path,
            ["due": ["十日"], "name.ja": ["形式のチェック"], "o.0.label.ja": [""], "o.0.when": ["金額 >"]])
        #expect(refused.status == 422)
        #expect(refused.words.contains("1〜3650の数字で入力してください") && refused.words.contains("ボタンの言葉を入力してください"))
        #expect(refused.text.contains("value=\"十日\"") && refused.text.contains("形式のチェック"))
        #expect(refused.text.contains("金額 &gt;"))
        // A formula that cannot be read is kept, found, and forbids publishing.
        let kept = try await admin.submit(
            try await admin.get(path), to: path, ["o.0.when": ["金額 >"]])
        #expect(kept.status == 303, "\(kept.words.prefix(500))")
        #expect(try await admin.get(path).words.contains("ここで直すところがあります"))
        let publish = Site.adminFlowPublish(id)
        let page = try await admin.get(publish)
        #expect(page.form(to: publish) == nil)
        let token = try #require(page.forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        let forced = try await admin.post(publish, [("csrf", token), ("key", "x"), ("version", "1")])
        #expect(forced.status == 422)
        // Undone, all is as published; done again, it is there again.
        let home = Site.adminFlow(id)
        #expect(try await admin.act(on: home, home, ["act": ["undo"]]).status == 303)
        #expect(!(try await admin.get(home)).words.contains("未公開"))
        #expect(try await admin.act(on: home, home, ["act": ["redo"]]).status == 303)
        #expect(try await admin.get(home).words.contains("直すところ"))
        #expect(try await admin.act(on: publish, Site.adminFlowDiscard(id)).status == 303)
        #expect(try await admin.get(home).words.contains("直すところはありません"))
    }

    @Test("of two administrators at the same stage the later sees both, and different stages both hold")
    func together() async throws {
        let house = try await House()
        let (one, two) = (try await house.officer("admin"), try await house.officer("admin"))
        let (check, decision) = (stagePath("call", "check"), stagePath("call", "decision"))
        let (shown, other) = (try await two.get(check), try await two.get(decision))
        #expect(try await one.submit(try await one.get(check), to: check, ["due": ["5"]]).status == 303)
        #expect(try await two.submit(other, to: decision, ["due": ["9"]]).status == 303)
        let clash = try await two.submit(shown, to: check, ["due": ["7"]])
        #expect(clash.status == 409)
        #expect(clash.words.contains("ほかの人が同じところを変更しました") && clash.words.contains("5営業日以内"))
        #expect(clash.text.contains("value=\"7\""))
        #expect(try await two.submit(clash, to: check).status == 303, "looked at, it is taken")
        let page = try await one.get(Site.adminFlow(id))
        #expect(page.words.contains("7営業日以内") && page.words.contains("9営業日以内"))
    }

    @Test("a new procedure with a new form, and a value that a letter and a deadline use")
    func values() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let (home, values) = (Site.adminFlow(id), Site.adminFlowValues(id))
        #expect(
            try await admin.submit(
                try await admin.get(values), to: values, ["v.0.name": ["交付決定額"], "v.0.kind": ["money"]]
            ).status == 303)
        let decision = stagePath("grant", "decision")
        let set = try await admin.submit(
            try await admin.get(decision), to: decision, ["o.0.set.交付決定額": ["交付申請額"]])
        #expect(set.status == 303, "\(set.words.prefix(600))")
        #expect(try await admin.act(on: home, home, ["name": ["状況報告"], "act": ["procedure"]]).status == 303)
        let path = Site.adminFlowProcedure(id, "procedure")
        let nothing = try await admin.submit(try await admin.get(path), to: path, ["start": ["case"]])
        #expect(nothing.status == 422 && nothing.words.contains("申請できる条件を入力してください"))
        let saved = try await admin.submit(
            try await admin.get(path), to: path,
            ["start": ["case"], "when": ["交付決定額 > 0"], "repeats": ["yes"], "standard": ["15"]])
        #expect(saved.status == 303, "\(saved.words.prefix(600))")
        let publish = Site.adminFlowPublish(id)
        let done = try await admin.submit(try await admin.get(publish), to: publish)
        #expect(done.status == 303, "\(done.words.prefix(900))")
        let programme = try #require(house.installation.published.current.programme(id)?.newest)
        #expect(programme.flow.procedure("procedure")?.repeats == true)
        #expect(programme.form("form-1")?.title.ja == "状況報告")
    }

    @Test(
        "hostile input is refused and changes nothing",
        arguments: ["stage:nothing", "up:call:nothing", "drop", "", "x:y:z:w", "drop:call"])
    func hostile(act: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let home = Site.adminFlow(id)
        let reply = try await admin.act(on: home, home, ["act": [act], "name": ["<script>"]])
        #expect([404, 409, 422].contains(reply.status) || act == "drop:call", "\(reply.status)")
        #expect(!reply.text.contains("<script>alert"))
        let stranger = try await house.stranger()
        #expect(try await stranger.get(home).status == 404)
        let staff = try await house.officer("kanto")
        #expect([403, 404].contains(try await staff.get(home).status))
    }

    @Test("trying it shows who does what when, which letters and mails go out, and stores nothing")
    func trying() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let check = stagePath("call", "check")
        let saved = try await admin.submit(
            try await admin.get(check), to: check, ["when": ["補助金申請額 >= 1000000"], "due": ["5"]])
        #expect(saved.status == 303, "\(saved.words.prefix(500))")
        let path = Site.adminFlowTrial(id)
        let large = try await admin.get(Pattern.address(path, [("a.補助金申請額", "2000000")]))
        for words in ["「公募申請」を提出する", "「公募申請：形式審査」で「外部審査へ進める」", "外部審査員2名", "「採択通知書」を発出する", "審査員へ：審査のご依頼"] {
            #expect(large.words.contains(words), "\(words): \(large.words.prefix(1500))")
        }
        let small = try await admin.get(Pattern.address(path, [("a.補助金申請額", "500000")]))
        #expect(small.words.contains("「公募申請：形式審査」は条件に当たらないため"))
        #expect(try await admin.get(Pattern.address(path, [("a.補助金申請額", "<script>")])).status == 200)
        #expect(try await house.audit().cases == 0)
    }
}
