import Documents
import Foundation
import Grants
import Outbound
import Portal
import Storage
import UseCases

/// The sample cases of カラフル補助金: one received, one returned, three under review, one adopted. All are made by the same
/// use cases people use.
struct DemoCases: Sendable {
    let installation: Installation
    let provider: IdentityProvider

    /// There is no one to make a case by: the demonstration's accounts or people are missing.
    struct Missing: Error { let what: String }

    private static let programme = "colour-bureau/colourful"

    func make() async throws {
        guard installation.published.current.programme(DemoCases.programme) != nil else { return }
        let vermilion = try await applicant(.vermilion)
        let madder = try await applicant(.madder)
        let staff = try await officer("staff-kanto")

        _ = try await file(
            "茜染めの祭り半纏を若い世代に届ける販路開拓", "地域の祭りで使う半纏を茜染めで作り、若い世代が気軽に借りられる仕組みを整えます。全国の展示会に出展し、販路を広げます。",
            in: "red-1", window: "kanto", by: madder)

        let returned = try await file(
            "夕焼け色の陶器を使った食器の開発", "夕焼けのだいだい色を釉薬で表した食器を開発します。高齢者施設で試用し、持ちやすい形と割れにくさを確かめます。",
            in: "orange-1", window: "kanto", by: madder)
        try await installation.returnFiling(
            returned.filing, of: returned.case,
            message: "事業計画の記載について確認をお願いします。修正のうえ、再提出してください。",
            remarks: ["総事業費": "見積書の合計額と一致していません。内訳を確認してください。"], by: staff)

        let reviewed = try await file(
            "菜の花畑を生かした観光と菜種油の改良", "休耕田に菜の花を植え、花の季節の観光と、菜種油の搾り方の改良を進めます。町内の農家6戸と取り組みます。",
            in: "yellow-1", window: "kanto", by: vermilion)
        try await review(reviewed, by: staff, scoring: ["reviewer-1": [4, 4, 4, 4]])
        try await installation.take(reviewed.case, for: staff.account.id, seen: nil, by: staff)
        try await installation.annotate(
            "総事業費", of: reviewed.filing, revision: 1, "見積書の合計と合っているか、審査の前にもう一度確かめる。", on: reviewed.case, by: staff)

        let adopted = try await file(
            "間伐材の緑のおもちゃで進める木育", "間伐材を使った緑色のおもちゃを作り、町内の保育所12か所で木育に使います。着色には植物由来の塗料を使います。",
            in: "green-1", window: "kanto", by: vermilion)
        try await review(
            adopted, by: staff, scoring: ["reviewer-1": [4, 4, 4, 4], "reviewer-2": [4, 4, 4, 4]])
        try await installation.passOn(adopted.filing, of: adopted.case, outcome: "forward", by: staff)
        try await installation.proposeDecision(
            adopted.filing, of: adopted.case, outcome: "adopt",
            reason: "外部審査の評価が高く、実施体制も整っているため。", by: staff)
        // Two more in that round, on which the reviewers differ.
        let disputed = try await file(
            "若草色の薬草茶による遊休地の活用", "遊休地で薬草を育て、若草色の薬草茶にして道の駅で売ります。栽培から袋詰めまでを町内で行います。",
            in: "green-1", window: "kanto", by: madder)
        try await review(
            disputed, by: staff, scoring: ["reviewer-1": [5, 2, 4, 3], "reviewer-2": [3, 5, 5, 4]])
        let weak = try await file(
            "緑の日よけで涼しい商店街", "商店街のアーケードにつる植物の日よけを設け、夏の人通りを増やします。水やりは商店主が交代で行います。",
            in: "green-1", window: "kanto", by: vermilion)
        try await review(weak, by: staff, scoring: ["reviewer-1": [2, 3, 2, 3]])
        let approver = try await officer("approver-kanto")
        try await installation.confirmDecision(adopted.filing, of: adopted.case, by: approver)
    }

    // MARK: People

    /// Signs someone in as they would at the provider, and out again.
    private func applicant(_ person: DemoPerson) async throws -> SignedApplicant {
        let begun = try await installation.beginSignIn(returnTo: "/")
        guard let answer = provider.signIn(person, at: begun.address) else { throw Missing(what: person.subject) }
        let done = try await installation.finishSignIn(parameters: answer, browser: begun.browser, language: "ja")
        guard case .live(let session) = try await installation.session(done.token),
            case .applicant(let applicant) = session.person
        else { throw Missing(what: person.subject) }
        try await installation.signOut(done.token)
        return applicant
    }

    private func officer(_ login: String) async throws -> Officer {
        guard let account = try await installation.database.read({ try Accounts($0).find(login: login) }) else {
            throw Missing(what: login)
        }
        return Officer(account: account)
    }

    // MARK: Filing

    private func file(
        _ title: String, _ summary: String, in round: String, window: String, by applicant: SignedApplicant
    ) async throws -> Receipt {
        let world = installation.world
        let filing = world.id(Filing.self)
        try await installation.startFiling(
            filing, case: world.id(Case.self), in: "\(DemoCases.programme)/\(round)", window: window, by: applicant)
        _ = try await installation.saveDraft(
            filing, boxes: boxes(title, summary), seen: 1, place: nil, by: applicant)
        let bytes = try await installation.pdf(plan(title, summary, by: applicant))
        let stored = try await installation.files.store(bytes)
        try await installation.attachFile(
            StoredFile(
                id: world.id(StoredFile.self), field: "事業計画書", name: "事業計画書.pdf", size: stored.size,
                sha256: stored.sha256), to: filing, by: applicant)
        return try await installation.submitFiling(filing, revision: 1, arrived: installation.now, by: applicant)
    }

    private func boxes(_ title: String, _ summary: String) -> [String: [String]] {
        let today = JapanTime(installation.now).day.daysSince1970
        var boxes: [String: [String]] = [
            "事業名": [title], "事業の概要": [summary], "事業区分": ["development"], "取組内容": ["equipment", "design"],
            "総事業費": ["3,000,000"], "補助金申請額": ["1,800,000"], "従業員数": ["12"], "課税事業者": ["yes"],
            "暴力団排除の誓約": ["yes"], "申請内容の誓約": ["yes"],
        ]
        for (field, days) in [("事業開始日", 90), ("事業終了日", 270)] {
            let day = Day(daysSince1970: today + days)
            boxes["\(field).year"] = [String(day.year)]
            boxes["\(field).month"] = [String(day.month)]
            boxes["\(field).day"] = [String(day.day)]
        }
        return boxes
    }

    private func plan(_ title: String, _ summary: String, by applicant: SignedApplicant) -> Paper {
        Paper(
            title: "事業計画書", author: applicant.organisation.name, subject: title,
            created: Date(timeIntervalSince1970: 0),
            blocks: [
                .heading(level: 1, "事業計画書"), .paragraph(applicant.organisation.name, align: .end),
                .heading(level: 2, title), .paragraph(summary),
                .paragraph("これは見本です。"),
            ])
    }

    // MARK: Review

    /// Passes a filing, once it was checked, to external review by two reviewers, some of whom have scored it with these
    /// points.
    private func review(_ receipt: Receipt, by staff: Officer, scoring: [String: [Int]]) async throws {
        try await installation.fillSheet(
            ["事業計画書の確認": ["yes"], "記載の確認": ["yes"], "対象者の確認": ["yes"]], of: "check", seen: 0,
            on: receipt.filing, of: receipt.case, by: staff)
        try await installation.passOn(receipt.filing, of: receipt.case, outcome: "forward", by: staff)
        for login in ["reviewer-1", "reviewer-2"] {
            let reviewer = try await officer(login)
            try await installation.assignReviewer(
                reviewer.account.id, to: receipt.filing, of: receipt.case, by: staff)
            guard let points = scoring[login] else { continue }
            let tasks = try await installation.reviewTasks(for: reviewer)
            guard let task = tasks.first(where: { $0.case == receipt.case }) else { throw Missing(what: login) }
            let id = task.assignment.id
            try await installation.declareInterest(id, conflict: false, reason: "", by: reviewer)
            _ = try await installation.saveSheet(id, boxes: sheet(task.sheet, points), by: reviewer)
            try await installation.submitSheet(id, by: reviewer)
        }
    }

    /// These points in turn, and a sentence where words must be.
    private func sheet(_ form: Form, _ points: [Int]) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        var rest = points[...]
        for field in form.fields {
            switch field.type {
            case .integer: boxes[field.name] = [String(rest.popFirst() ?? 4)]
            case .text,
                .longText where field.required == .yes:
                boxes[field.name] = ["地域の課題に正面から取り組む計画で、体制も整っている。費用の積算も妥当である。"]
            case .yesNo: boxes[field.name] = ["yes"]
            case .choice(let choices): boxes[field.name] = choices.first.map { [$0.code] } ?? []
            default: break
            }
        }
        return boxes
    }
}
