import Grants
import Storage

extension Notice {
    /// To the applicant.
    static func harmful(_ place: Scans.Place, _ harm: String, address: String) -> Notice {
        let link = "\(address)/filings/\(place.filing)" + (place.receipt == nil ? "" : "/receipt")
        let next =
            place.receipt == nil
            ? Text(
                "このままでは提出できません。ファイルを解除し、別のファイルを添付してください。",
                en: "It cannot be submitted like this. Remove the file, and attach another.")
            : Text(
                "提出は受け付けられたままですが、このファイルは事務局でも開けません。事務局からの連絡をお待ちください。",
                en: "Your filing stands, but the office cannot open this file. Please wait until they contact you.")
        return Notice(
            Text("【重要】添付ファイルからウイルスが見つかりました", en: "A virus was found in a file of yours"),
            Text(
                """
                添付された「\(place.name)」からウイルス（\(harm)）が見つかりました。
                \(next.ja)お使いの端末のウイルスチェックもお願いします。

                \(link)
                """,
                en: """
                    A virus (\(harm)) was found in “\(place.name)”.
                    \(next.in(english: true)) Please check your device as well.

                    \(link)
                    """), address)
    }

    /// To the office.
    static func harmful(
        _ place: Scans.Place, _ harm: String, receipt: String, address: String
    ) -> Notice {
        Notice(
            Text("【\(receipt)】提出されたファイルからウイルスが見つかりました", en: "[\(receipt)] A virus was found in a file"),
            Text(
                """
                提出された「\(place.name)」からウイルス（\(harm)）が見つかりました。ファイルは開けないようにしてあります。
                差戻しなどにより、別のファイルの提出を求めてください。

                \(address)/office/cases/\(place.case)
                """), address)
    }
}
