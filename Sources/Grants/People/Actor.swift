/// Who does something to a case, as its history names them for good.
public struct Actor: Hashable, Sendable {
    public let kind: Kind
    /// The account or person it names; empty for the program itself.
    public let id: String
    /// The name at that time, since accounts change and history does not.
    public let name: String

    public init(kind: Kind, id: String, name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }

    public enum Kind: String, Sendable, CaseIterable {
        case applicant, staff, reviewer, administrator, system

        public var title: Text {
            switch self {
            case .applicant: Text("申請者", en: "Applicant")
            case .staff: Text("事務局", en: "Staff")
            case .reviewer: Text("外部審査員", en: "Reviewer")
            case .administrator: Text("事務局管理者", en: "Administrator")
            case .system: Text("システム", en: "System")
            }
        }
    }

    /// The program itself, for what no person does.
    public static let system = Actor(kind: .system, id: "", name: "システム")
}

/// A role an account has inside its agency.
public enum Role: String, Sendable, CaseIterable {
    /// 事務局: works on the cases of its windows.
    case staff
    /// 事務局のうち決裁者: may confirm what another proposed.
    case approver
    /// 外部審査員: sees what is assigned to it.
    case reviewer
    /// 事務局管理者: programmes, rounds and accounts.
    case administrator

    public var title: Text {
        switch self {
        case .staff: Text("事務局", en: "Staff")
        case .approver: Text("決裁者", en: "Approver")
        case .reviewer: Text("外部審査員", en: "External reviewer")
        case .administrator: Text("事務局管理者", en: "Administrator")
        }
    }
}

/// Who applies (事業者), as the record of a case keeps it.
public struct Organisation: Hashable, Sendable {
    public let id: ID<Organisation>
    public let name: String
    /// 法人番号, or nil for a sole proprietor.
    public let corporateNumber: String?

    public init(id: ID<Organisation>, name: String, corporateNumber: String?) {
        self.id = id
        self.name = name
        self.corporateNumber = corporateNumber
    }
}

/// An agency (実施機関) of this installation.
public enum Agency {}
/// A person who signs in for an organisation (申請者).
public enum Applicant {}
/// An account an agency issued (事務局, 決裁者, 外部審査員, 事務局管理者).
public enum Account {}
