import Grants

extension Form {
    /// Judges with a judge made for this once.
    func judge(_ typed: Typed, files: [StoredFile] = []) -> Judgement { Judge(self).judge(typed, files: files) }
}
