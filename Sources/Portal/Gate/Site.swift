/// Every resource of the portal, declared once.
enum Site {
    // Anyone.
    static let home: Pattern = "/"
    static let rounds: Pattern = "/rounds"
    static let round: Pattern = "/rounds/{agency}/{programme}/{round}"
    static let roundDownload: Pattern = "/rounds/{agency}/{programme}/{round}/downloads/{number}"
    static let manuals: Pattern = "/manuals"
    static let manual: Pattern = "/manuals/{audience}"
    static let help: Pattern = "/help"
    static let accessibility: Pattern = "/accessibility"
    static let asset: Pattern = "/assets/{version}/{name}"
    static let robots: Pattern = "/robots.txt"
    static let favicon: Pattern = "/favicon.ico"

    // Signing in.
    static let signIn: Pattern = "/sign-in"
    static let signInStart: Pattern = "/sign-in/gbizid"
    static let signInReturn: Pattern = "/sign-in/return"
    static let signOut: Pattern = "/sign-out"
    static let session: Pattern = "/session"
    static let resume: Pattern = "/resume/{key}"
    static let officeSignIn: Pattern = "/office/sign-in"
    static let officeSignOut: Pattern = "/office/sign-out"
    static let officeSession: Pattern = "/office/session"
    static let officeResume: Pattern = "/office/resume/{key}"
    static let officePassword: Pattern = "/office/password"

    // Applicants.
    static let myPage: Pattern = "/mypage"
    static let apply: Pattern = "/rounds/{agency}/{programme}/{round}/apply"
    static let filing: Pattern = "/filings/{filing}"
    static let filingWindow: Pattern = "/filings/{filing}/window"
    static let filingSection: Pattern = "/filings/{filing}/sections/{section}"
    static let lookUpPostal: Pattern = "/lookup/postal"
    static let lookUpMunicipalities: Pattern = "/lookup/municipalities"
    static let lookUpBanks: Pattern = "/lookup/banks"
    static let lookUpBranches: Pattern = "/lookup/branches"
    static let filingLive: Pattern = "/filings/{filing}/live"
    static let filingTable: Pattern = "/filings/{filing}/tables/{table}"
    static let filingTableImport: Pattern = "/filings/{filing}/tables/{table}/import"
    static let filingTemplate: Pattern = "/filings/{filing}/templates/{field}"
    static let filingAutosave: Pattern = "/filings/{filing}/autosave"
    static let filingFiles: Pattern = "/filings/{filing}/fields/{field}/files"
    static let filingFile: Pattern = "/filings/{filing}/files/{file}"
    static let filingCheck: Pattern = "/filings/{filing}/check"
    static let filingSubmit: Pattern = "/filings/{filing}/submit"
    static let filingDiscard: Pattern = "/filings/{filing}/discard"
    static let filingChanges: Pattern = "/filings/{filing}/changes"
    static let filingVersion: Pattern = "/filings/{filing}/version"
    static let filingPDF: Pattern = "/filings/{filing}/print.pdf"
    static let receipt: Pattern = "/filings/{filing}/receipt"
    static let receiptPDF: Pattern = "/filings/{filing}/receipt.pdf"
    static let `case`: Pattern = "/cases/{case}"
    static let caseMessages: Pattern = "/cases/{case}/messages"
    static let caseProcedure: Pattern = "/cases/{case}/procedures/{procedure}"
    static let caseWithdrawal: Pattern = "/cases/{case}/filings/{filing}/withdraw"
    static let letter: Pattern = "/letters/{letter}"
    static let letterPDF: Pattern = "/letters/{letter}/pdf"

    // Office staff.
    static let workList: Pattern = "/office"
    static let workListCustomise: Pattern = "/office/customise"
    static let caseViews: Pattern = "/office/views"
    static let caseViewDelete: Pattern = "/office/views/{view}/delete"
    static let workListCSV: Pattern = "/office/cases.csv"
    static let officeCase: Pattern = "/office/cases/{case}"
    static let officeComment: Pattern = "/office/cases/{case}/comments"
    static let officeMessages: Pattern = "/office/cases/{case}/messages"
    static let officeReturn: Pattern = "/office/cases/{case}/filings/{filing}/return"
    static let officeMove: Pattern = "/office/cases/{case}/filings/{filing}/move"
    static let officeAssign: Pattern = "/office/cases/{case}/filings/{filing}/reviewers"
    static let officeRelease: Pattern = "/office/cases/{case}/reviewers/{assignment}/release"
    static let officePropose: Pattern = "/office/cases/{case}/filings/{filing}/proposal"
    static let officeDecline: Pattern = "/office/cases/{case}/filings/{filing}/proposal/decline"
    static let officeConfirm: Pattern = "/office/cases/{case}/filings/{filing}/proposal/confirm"
    static let officeEntry: Pattern = "/office/cases/{case}/filings/{filing}/entry"
    static let officeSheet: Pattern = "/office/cases/{case}/filings/{filing}/sheets/{stage}"
    static let officeDifference: Pattern = "/office/cases/{case}/filings/{filing}/revisions/{revision}"
    static let officeExtension: Pattern = "/office/cases/{case}/extension"
    static let officeFile: Pattern = "/office/cases/{case}/files/{file}"
    static let officeLetter: Pattern = "/office/cases/{case}/letters/{letter}"
    static let officeLetterPDF: Pattern = "/office/cases/{case}/letters/{letter}/pdf"
    static let officeFilingPDF: Pattern = "/office/cases/{case}/filings/{filing}/print.pdf"
    static let officeReceiptPDF: Pattern = "/office/cases/{case}/filings/{filing}/receipt.pdf"

    // The chair of a review.
    static let boards: Pattern = "/office/reviews"
    static let board: Pattern = "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}"
    static let boardRanking: Pattern = "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}/ranking"
    static let boardMinutesPDF: Pattern =
        "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}/minutes.pdf"
    static let boardMinutesWorkbook: Pattern =
        "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}/minutes.xlsx"
    static let boardSelection: Pattern =
        "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}/selection.csv"
    static let boardCase: Pattern =
        "/office/reviews/{agency}/{programme}/{round}/{procedure}/{stage}/cases/{case}"

    // External reviewers.
    static let reviews: Pattern = "/review"
    static let reviewOffline: Pattern = "/review/offline"
    static let reviewPackage: Pattern = "/review/offline/cases.zip"
    static let reviewWorkbook: Pattern = "/review/offline/sheets.xlsx"
    static let review: Pattern = "/review/{assignment}"
    static let reviewDeclaration: Pattern = "/review/{assignment}/declaration"
    static let reviewAutosave: Pattern = "/review/{assignment}/autosave"
    static let reviewLive: Pattern = "/review/{assignment}/live"
    static let reviewPDF: Pattern = "/review/{assignment}/application.pdf"
    static let reviewSubmit: Pattern = "/review/{assignment}/submit"
    static let reviewFile: Pattern = "/review/{assignment}/files/{file}"

    // Administrators.
    static let administration: Pattern = "/administration"
    static let adminProgrammes: Pattern = "/administration/programmes"
    static let adminProgramme: Pattern = "/administration/programmes/{agency}/{programme}"
    static let adminDocument: Pattern = "/administration/programmes/{agency}/{programme}/documents/{kind}/{id}"
    static let adminForm: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/design"
    static let adminFormActs: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/design/acts"
    static let adminFormHead: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/design/head"
    static let adminFormSection: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/sections/{section}"
    static let adminFormField: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/fields/{part}"
    static let adminFormImport: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/design/import"
    static let adminFormBook: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/book"
    static let adminFormSchema: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/schema"
    static let adminFormCheck: Pattern = "/administration/programmes/{agency}/{programme}/forms/{form}/design/check"
    static let adminFormTrial: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/trial/{leaf}"
    static let adminFormTrialLive: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/trial/{leaf}/live"
    static let adminFormPublish: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/publish"
    static let adminFormRestore: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/restore"
    static let adminFormDiscard: Pattern =
        "/administration/programmes/{agency}/{programme}/forms/{form}/design/discard"
    static let adminFlow: Pattern = "/administration/programmes/{agency}/{programme}/flow"
    static let adminFlowProcedure: Pattern =
        "/administration/programmes/{agency}/{programme}/flow/procedures/{procedure}"
    static let adminFlowStage: Pattern =
        "/administration/programmes/{agency}/{programme}/flow/procedures/{procedure}/stages/{stage}"
    static let adminFlowValues: Pattern = "/administration/programmes/{agency}/{programme}/flow/values"
    static let adminFlowTrial: Pattern = "/administration/programmes/{agency}/{programme}/flow/trial"
    static let adminFlowPublish: Pattern = "/administration/programmes/{agency}/{programme}/flow/publish"
    static let adminFlowDiscard: Pattern = "/administration/programmes/{agency}/{programme}/flow/discard"
    static let adminRenewal: Pattern = "/administration/programmes/{agency}/{programme}/flow/versions/{version}/cases"
    static let adminWindows: Pattern = "/administration/programmes/{agency}/{programme}/windows"
    static let adminLetter: Pattern = "/administration/programmes/{agency}/{programme}/letters/{letter}"
    static let adminLetterNew: Pattern = "/administration/programmes/{agency}/{programme}/letters"
    static let adminRoundInvitations: Pattern =
        "/administration/rounds/{agency}/{programme}/{round}/invitations"
    static let adminRound: Pattern = "/administration/rounds/{agency}/{programme}/{round}"
    static let adminRoundCopy: Pattern = "/administration/rounds/{agency}/{programme}/{round}/copy"
    static let adminRoundVisibility: Pattern = "/administration/rounds/{agency}/{programme}/{round}/visibility"
    static let adminRoundLots: Pattern = "/administration/rounds/{agency}/{programme}/{round}/lots"
    static let adminAccounts: Pattern = "/administration/accounts"
    static let adminAccountNew: Pattern = "/administration/accounts/new"
    static let adminAccount: Pattern = "/administration/accounts/{account}"
    static let adminAccountState: Pattern = "/administration/accounts/{account}/state"
    static let adminAccountReset: Pattern = "/administration/accounts/{account}/reset"
    static let adminHistory: Pattern = "/administration/history"

    // The demonstration.
    static let demo: Pattern = "/demo"
    static let demoMailbox: Pattern = "/demo/mailbox"
    static let demoMail: Pattern = "/demo/mailbox/{mail}"

    // Machines.
    static let healthz: Pattern = "/healthz"
    static let readyz: Pattern = "/readyz"
    static let metrics: Pattern = "/metrics"
}
