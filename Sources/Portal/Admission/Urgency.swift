import HTTPTypes

/// How soon a request is answered when there is more to do than can be done at once: the first goes before all others,
/// the last is turned away first.
public enum Urgency: String, CaseIterable, Sendable, Comparable {
    /// Handing in a filing. Nothing else may keep anyone from that.
    case submit
    /// Taking in a file that has arrived.
    case upload
    /// Keeping what someone typed, and what leads straight to handing in.
    case save
    /// Signing in.
    case signIn = "sign_in"
    /// Looking at something.
    case page
    /// Looking for something, and pages that sum up many cases.
    case search
    /// What keeps a processor busy for long: papers, spreadsheets, archives.
    case long

    /// Its place in the order.
    var rank: Int { Urgency.ranks[self] ?? 0 }
    private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    public static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }
}

extension Route {
    /// How urgent its requests are; nil for what costs next to nothing and is always answered.
    var urgency: Urgency? {
        if Urgency.always.contains(pattern) { return nil }
        if let declared = (method == .get ? Urgency.reading : Urgency.changing)[pattern] { return declared }
        let last = pattern.template.split(separator: "/").last ?? ""
        if method == .get, last == "pdf" || Urgency.papers.contains(where: last.hasSuffix) { return .long }
        return method == .get ? .page : .save
    }
}

extension Urgency {
    /// Held in memory, and asked for by machines.
    fileprivate static let always: Set<Pattern> = [Site.asset, Site.robots, Site.favicon, Site.healthz, Site.readyz]

    /// Ends of addresses that stand for a paper, a spreadsheet or an archive, made when it is asked for.
    fileprivate static let papers = [".pdf", ".csv", ".xlsx", ".zip"]

    /// What is looked at and is not simply a page.
    fileprivate static let reading: [Pattern: Urgency] = [
        // On the way to handing in, and the proof of it.
        Site.filingCheck: .save, Site.receipt: .save,
        Site.signIn: .signIn, Site.signInStart: .signIn, Site.signInReturn: .signIn, Site.officeSignIn: .signIn,
        Site.resume: .signIn, Site.officeResume: .signIn,
        Site.rounds: .search, Site.lookUpPostal: .search, Site.lookUpMunicipalities: .search,
        Site.lookUpBanks: .search, Site.lookUpBranches: .search, Site.workList: .search, Site.boards: .search,
        Site.board: .search, Site.boardRanking: .search, Site.officeFigures: .search,
        Site.officeRoundFigures: .search, Site.officeHands: .search,
        Site.roundDownload: .long, Site.filingTemplate: .long, Site.officeRoundFiguresCSV: .long,
        Site.adminFormBook: .long,
    ]

    /// What changes something and is not simply to be kept.
    fileprivate static let changing: [Pattern: Urgency] = [
        Site.filingSubmit: .submit,
        Site.filingFiles: .upload,
        Site.officeSignIn: .signIn,
        // Asked by scripts while someone types; the page works without an answer.
        Site.filingLive: .page, Site.reviewLive: .page, Site.adminFormTrialLive: .page, Site.adminFormCheck: .page,
        Site.officeViewing: .search,
        Site.filingTable: .long, Site.adminFormImport: .long, Site.reviewOffline: .long, Site.errandDecisions: .long,
    ]
}
