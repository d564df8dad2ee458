extension Words {
    /// What is said of the virus check of files.
    enum Scanning {
        static let waiting = Phrase("ウイルスチェック中", "Being checked for viruses")
        static let withheld = Phrase(
            "ウイルスチェック中（終わると取り出せます）", "Being checked for viruses; it can be fetched afterwards")
        static func harmful(_ harm: String) -> Phrase {
            Phrase("ウイルス（\(harm)）が見つかりました", "A virus (\(harm)) was found")
        }
        static let found = Phrase("ウイルスが見つかったファイルがあります", "A virus was found in a file")
        static let removeIt = Phrase(
            "このままでは提出できません。ファイルを解除し、別のファイルを添付してください。",
            "It cannot be submitted like this. Remove the file, and attach another.")
        static let awaitOffice = Phrase(
            "提出は受け付けられたままですが、このファイルは事務局でも開けません。事務局からの連絡をお待ちください。",
            "Your filing stands, but the office cannot open this file. Please wait until they contact you.")
        static let askForAnother = Phrase(
            "このファイルは誰も取り出せません。必要なら、差戻しにより別のファイルの提出を求めてください。",
            "Nobody can fetch it. If it is needed, return the filing and ask for another.")
    }
}
