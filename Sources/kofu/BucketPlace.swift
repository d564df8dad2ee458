import Foundation
import Grants
import Outbound
import Storage
import UseCases

/// A bucket of an S3-compatible store as configured: `s3://bucket/prefix?endpoint=https://…&region=…`.
struct BucketPlace: Sendable {
    private let store: ObjectStoreSettings
    private let prefix: String
    private let lock: ObjectLock?
    private let delivery: Bucket.Delivery

    /// Whether a word is a bucket's address, and not a folder.
    static func isBucket(_ text: String) -> Bool { text.hasPrefix("s3://") }

    /// Reads an address, with the other settings that matter.
    /// - Parameter problems: hears of everything that is wrong.
    init?(_ address: String, _ given: GivenSettings, isProduction: Bool = false, _ problems: inout [String]) {
        var wrong: [String] = []
        guard BucketPlace.isBucket(address), let parts = URLComponents(string: address), let bucket = parts.host,
            bucket.wholeMatch(of: /[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/) != nil
        else {
            problems.append(
                "\(Setting.files.name): is not an address such as s3://kofu-files/prefix?region=ap-northeast-1")
            return nil
        }
        var (endpoint, region) = ("", "ap-northeast-1")
        for item in parts.queryItems ?? [] {
            switch item.name {
            case "endpoint": endpoint = item.value ?? ""
            case "region": region = item.value ?? ""
            default: wrong.append("\(Setting.files.name): \(item.name) is not one of endpoint, region")
            }
        }
        if region.wholeMatch(of: /[a-z0-9-]+/) == nil {
            wrong.append("\(Setting.files.name): region is no name of one")
        }
        if endpoint.isEmpty { endpoint = "https://s3.\(region).amazonaws.com" }
        if endpoint.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-\[\]:]+/) == nil {
            wrong.append(
                "\(Setting.files.name): endpoint is not an address such as https://s3.example.jp, without a path")
        } else if isProduction, !endpoint.hasPrefix("https://") {
            wrong.append("\(Setting.files.name): endpoint must begin with https:// in production")
        }
        prefix = parts.path.split(separator: "/").joined(separator: "/")
        if prefix.wholeMatch(of: /[A-Za-z0-9._\/-]*/) == nil {
            wrong.append("\(Setting.files.name): the prefix has other characters than letters, digits and ._-/")
        }
        for setting in [Setting.bucketKey, .bucketSecret] where given[setting].isEmpty {
            wrong.append("\(setting.name): is missing")
        }
        let authorities = given[.bucketAuthorities]
        if !authorities.isEmpty, !FileManager.default.isReadableFile(atPath: authorities) {
            wrong.append("\(Setting.bucketAuthorities.name): cannot be read")
        }
        let delivery = Bucket.Delivery(rawValue: given[.bucketDownloads])
        if delivery == nil { wrong.append("\(Setting.bucketDownloads.name): is not one of streamed, presigned") }
        lock = BucketPlace.lock(given[.bucketLock], &wrong)
        problems += wrong
        guard wrong.isEmpty, let delivery else { return nil }
        self.delivery = delivery
        store = ObjectStoreSettings(
            endpoint: endpoint, region: region, bucket: bucket, key: given[.bucketKey], secret: given[.bucketSecret],
            authorities: authorities.isEmpty ? nil : authorities)
    }

    private static func lock(_ text: String, _ problems: inout [String]) -> ObjectLock? {
        if text.isEmpty { return nil }
        let words = text.split(separator: " ")
        if words.count == 2, let mode = ObjectLock.Mode(rawValue: words[0].uppercased()), let days = Int(words[1]),
            (1...36_500).contains(days)
        {
            return ObjectLock(mode: mode, days: days)
        }
        problems.append("\(Setting.bucketLock.name): is not a mode and days, such as compliance 2557")
        return nil
    }

    /// The store of files; they arrive in a folder of this machine.
    func files(arriving folder: String) throws -> FileStore {
        let now = World.system.now
        let bucket = Bucket(
            ObjectStore(store) { now().milliseconds },
            name: "s3://\(store.bucket)\(prefix.isEmpty ? "" : "/\(prefix)")", prefix: prefix, lock: lock,
            delivery: delivery, now: now)
        return try FileStore(shelf: bucket, arriving: folder)
    }
}
