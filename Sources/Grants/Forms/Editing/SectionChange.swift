/// One property of a section with the value it is to have.
public enum SectionChange: Sendable, Equatable {
    case title(Text)
    case guidance(Text?)
    case relevant(String?)

    /// A property by itself.
    public enum Property: String, Sendable, CaseIterable {
        case title, guidance, relevant

        /// In the words of an office.
        public var title: Text {
            switch self {
            case .title: Text("題名", en: "title")
            case .guidance: Text("記入要領", en: "guidance")
            case .relevant: Text("表示条件", en: "condition to be shown")
            }
        }
    }

    public var property: Property {
        switch self {
        case .title: .title
        case .guidance: .guidance
        case .relevant: .relevant
        }
    }

    /// A property as a section has it.
    public init(_ property: Property, of section: Section) {
        switch property {
        case .title: self = .title(section.title)
        case .guidance: self = .guidance(section.guidance)
        case .relevant: self = .relevant(section.relevant)
        }
    }

    /// Sets it.
    public func set(in section: inout Section) {
        switch self {
        case .title(let title): section.title = title
        case .guidance(let guidance): section.guidance = guidance
        case .relevant(let relevant): section.relevant = relevant
        }
    }

    /// The value in words.
    public var words: Text {
        switch self {
        case .title(let title): title
        case .guidance(let text): text ?? FieldChange.nothing
        case .relevant(let condition): FieldChange.relevant(condition).words
        }
    }
}

/// One property of a form as a whole with the value it is to have.
public enum FormChange: Sendable, Equatable {
    case title(Text)
    case introduction(Text?)
    case layout(Layout)
    case stops([Stop])

    /// A property by itself.
    public enum Property: String, Sendable, CaseIterable {
        case title, introduction, layout, stops

        /// In the words of an office.
        public var title: Text {
            switch self {
            case .title: Text("題名", en: "title")
            case .introduction: Text("前書き", en: "introduction")
            case .layout: Text("ページの分け方", en: "layout")
            case .stops: Text("対象外の条件", en: "conditions of ineligibility")
            }
        }
    }

    public var property: Property {
        switch self {
        case .title: .title
        case .introduction: .introduction
        case .layout: .layout
        case .stops: .stops
        }
    }

    /// A property as a form has it.
    public init(_ property: Property, of form: Form) {
        switch property {
        case .title: self = .title(form.title)
        case .introduction: self = .introduction(form.introduction)
        case .layout: self = .layout(form.layout)
        case .stops: self = .stops(form.stops)
        }
    }

    /// Sets it.
    public func set(in form: inout Form) {
        switch self {
        case .title(let title): form.title = title
        case .introduction(let introduction): form.introduction = introduction
        case .layout(let layout): form.layout = layout
        case .stops(let stops): form.stops = stops
        }
    }

    /// The value in words.
    public var words: Text {
        switch self {
        case .title(let title): return title
        case .introduction(let text): return text ?? FieldChange.nothing
        case .layout(let layout): return layout.title
        case .stops(let stops):
            if stops.isEmpty { return FieldChange.nothing }
            return Text(
                stops.map { FieldChange.reading($0.condition) }.joined(separator: "、"),
                en: stops.map(\.condition).joined(separator: ", "))
        }
    }
}
