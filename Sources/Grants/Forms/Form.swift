/// What a procedure asks, or a reviewer's score sheet: sections of fields, in order. The bind model of XLSForm, with FEEL
/// wherever something depends on an answer.
///
/// A form is a document: it says what is asked. `Judge` is a form made ready to judge answers.
public struct Form: Sendable, Equatable {
    /// Its name within the programme's documents: the file `forms/ID.yaml`.
    public var id: String
    public var title: Text
    /// Said before the first section.
    public var introduction: Text?
    /// How its questions are laid out on pages.
    public var layout: Layout
    /// Who need not go on: applicants for whom one of these holds are told so, and cannot submit (対象外).
    public var stops: [Stop]
    public var sections: [Section]

    public init(
        id: String, title: Text, introduction: Text? = nil, layout: Layout = .sections, stops: [Stop] = [],
        sections: [Section]
    ) {
        self.id = id
        self.title = title
        self.introduction = introduction
        self.layout = layout
        self.stops = stops
        self.sections = sections
    }

    /// Every field in order; the columns of tables are not among them.
    public var fields: [Field] { sections.flatMap(\.fields) }

    public func field(named name: String) -> Field? {
        for section in sections { for field in section.fields where field.name == name { return field } }
        return nil
    }

    public func section(of field: String) -> Section? {
        sections.first { $0.fields.contains { $0.name == field } }
    }

    public func section(_ id: String) -> Section? { sections.first { $0.id == id } }
}

/// How a form's questions are laid out.
public enum Layout: String, Sendable, CaseIterable {
    /// A list of sections, each one page.
    case sections
    /// All sections on one long page.
    case page
    /// One question a page.
    case questions

    /// In the words of an office.
    public var title: Text {
        switch self {
        case .sections: Text("区分ごとに1ページ", en: "One page for each section")
        case .page: Text("すべてを1ページに", en: "All on one page")
        case .questions: Text("1問ずつ", en: "One question at a time")
        }
    }
}

/// A condition under which an applicant is not eligible (対象外). It is not an error of what was typed: nothing is to be
/// corrected, and what is said explains why.
public struct Stop: Sendable, Equatable {
    /// FEEL over the form's names; holding means not eligible.
    public var condition: String
    public var message: Text

    public init(when condition: String, message: Text) {
        self.condition = condition
        self.message = message
    }
}

/// A group of fields that belong together.
public struct Section: Sendable, Equatable {
    /// Stable within the form; part of addresses.
    public var id: String
    public var title: Text
    /// 記入要領 for the whole section.
    public var guidance: Text?
    /// FEEL: the section is shown only while it holds. Nil: always.
    public var relevant: String?
    public var fields: [Field]

    public init(id: String, title: Text, guidance: Text? = nil, relevant: String? = nil, fields: [Field]) {
        self.id = id
        self.title = title
        self.guidance = guidance
        self.relevant = relevant
        self.fields = fields
    }
}
