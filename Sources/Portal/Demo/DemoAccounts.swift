import Grants
import Outbound

/// An account of the demonstration's offices. Its password and the secret of its one-time codes are known to all.
public struct DemoAccount: Sendable {
    public let login: String
    public let name: String
    public let roles: Set<Role>
    public let windows: Set<String>
    /// The code of its agency.
    public var agency = "colour-bureau"

    public var email: String { "\(login)@example.jp" }

    /// What its authenticator app would hold.
    public var totp: TOTP { TOTP(secret: Array(Token.hash("kofu demo \(login)").utf8.prefix(20))) }

    /// The password of every one of them.
    public static let password = "nanairo-hojokin-2026"

    public static let all: [DemoAccount] =
        [
            DemoAccount(login: "staff-kanto", name: "関東　花", roles: [.staff], windows: ["kanto"]),
            DemoAccount(
                login: "approver-kanto", name: "上野　決", roles: [.staff, .approver], windows: ["kanto", "kinki"]),
            DemoAccount(login: "staff-kinki", name: "近畿　太郎", roles: [.staff], windows: ["kinki"]),
            DemoAccount(login: "reviewer-1", name: "審査　一郎", roles: [.reviewer], windows: []),
            DemoAccount(login: "reviewer-2", name: "審査　二葉", roles: [.reviewer], windows: []),
            DemoAccount(login: "reviewer-3", name: "審査　三奈", roles: [.reviewer], windows: []),
            DemoAccount(login: "office-admin", name: "管理　司", roles: [.administrator], windows: []),
            DemoAccount(
                login: "staff-energy", name: "省田　理", roles: [.staff], windows: ["centre"], agency: "energy-agency"),
            DemoAccount(
                login: "approver-energy", name: "節野　電", roles: [.staff, .approver], windows: ["centre"],
                agency: "energy-agency"),
            DemoAccount(
                login: "staff-furusato", name: "里山　実", roles: [.staff], windows: ["industry"], agency: "furusato-city"),
            DemoAccount(
                login: "approver-furusato", name: "古里　守", roles: [.staff, .approver], windows: ["industry"],
                agency: "furusato-city"),
            DemoAccount(
                login: "admin-energy", name: "管理　省子", roles: [.administrator], windows: [], agency: "energy-agency"),
        ] + office("market", "market-agency", ["east", "west"], "商店　育子", "販売　広道")
        + office("equipment", "mihon-pref", ["energy"], "設楽　備", "県野　定")
        + office("living", "hinata-city", ["welfare"], "日向　温子", "暮田　守")
        + office("points", "mihon-ministry", ["regional"], "点田　数馬", "省木　決")
        + office("it", "mihon-it", ["desk"], "網谷　通", "電算　正")

    /// The two people of a small office: one who works on cases and designs forms, and one who decides.
    private static func office(
        _ name: String, _ agency: String, _ windows: Set<String>, _ staff: String, _ approver: String
    ) -> [DemoAccount] {
        [
            DemoAccount(
                login: "staff-\(name)", name: staff, roles: [.staff, .administrator], windows: windows,
                agency: agency),
            DemoAccount(
                login: "approver-\(name)", name: approver, roles: [.staff, .approver], windows: windows,
                agency: agency),
        ]
    }
}
