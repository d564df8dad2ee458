/// A section ready to be put into a form: what nearly every programme asks, with limits, help and calculations.
public struct SectionTemplate: Sendable, Equatable {
    /// Its name in addresses.
    public let id: String
    /// What it is for, in a list of templates.
    public let title: Text
    /// What is put into the form. Its names give way to those the form has already.
    public let section: Section

    /// All there are, in the order a form has them.
    public static let all: [SectionTemplate] = texts.compactMap { id, text in
        Section(document: text).map { SectionTemplate(id: id, title: $0.title, section: $0) }
    }

    /// The template of an id.
    public static func named(_ id: String) -> SectionTemplate? { all.first { $0.id == id } }

    /// The edit that puts it into a form, under an id that is free there.
    public func adding(to form: Form, at position: Position) -> FormEdit {
        var section = section
        section.id = FieldName.unique(section.id, among: Set(form.sections.map(\.id)))
        return .addSection(section, at: position)
    }
}
