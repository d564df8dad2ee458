import Grants
import Storage

/// The act a person performs by pressing a button once, however often it is pressed.
///
/// Every form carries a key made when its page was shown. The gate sets it for the length of the request, and a change
/// to a case takes it in the same transaction: the second time the same key comes, there is nothing left to do.
public enum Act {
    @TaskLocal public static var key: String?

    /// Takes the key for this act; false when it was taken before.
    static func take(_ key: String?, at now: Instant, on connection: Connection) throws -> Bool {
        guard let key else { return true }
        try connection.execute("insert into act (key, at) values (\(key), \(now.milliseconds)) on conflict do nothing")
        return try connection.changes > 0
    }

    /// Whether the key was taken: the button was pressed before, and what it does is done.
    static func isTaken(_ key: String?, on connection: Connection) throws -> Bool {
        guard let key else { return false }
        return try connection.first("select 1 as n from act where key = \(key)") != nil
    }
}
