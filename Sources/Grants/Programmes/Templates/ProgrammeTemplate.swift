/// A programme ready to be made an office's own: a flow that many subsidies share, with the forms and letters it needs.
///
/// Its documents are read and checked as an office's are; a window, and what the agency is called, come from the agency.
public struct ProgrammeTemplate: Sendable {
    /// Its name in addresses.
    public let id: String
    /// Which procedures it has, in a list of templates.
    public let title: Text
    /// What it is for.
    public let about: Text
    /// Everything but `programme.yaml` and rounds, by path.
    let documents: [String: String]

    /// All there are.
    public static let all = [benefit, subsidy, competition, blank]

    /// The template of an id.
    public static func named(_ id: String) -> ProgrammeTemplate? { all.first { $0.id == id } }

    /// The programme it makes for an agency.
    /// - Throws: `Refused` where the code or the names cannot stand in a document.
    public func programme(code: String, name: Text, agency: AgencyName) throws(Refused) -> Programme {
        let head = Programme(
            code: code, agency: agency, name: name, summary: about, windows: [Window(id: "office", name: agency.name)],
            flow: Flow(procedures: []), forms: [], sheets: [], letters: [], attachments: [])
        var files = documents.mapValues { Array($0.utf8) }
        files["programme.yaml"] = head.documents["programme.yaml"]
        return try Programme(reading: files)
    }
}
