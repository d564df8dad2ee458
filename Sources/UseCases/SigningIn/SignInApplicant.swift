import Grants
import Outbound
import Storage

/// An applicant's sign-in, done.
public struct ApplicantSignIn: Sendable {
    public let token: String
    /// The path the person wanted to see.
    public let returnTo: String
}

extension Installation {
    /// Begins a sign-in at the identity provider: where to send the person, and the secret for the cookie of this
    /// browser, without which nobody can finish it.
    public func beginSignIn(returnTo: String) async throws -> (address: String, browser: String) {
        guard let provider else {
            throw Refusal(.untimely, Text("ログインの設定がありません", en: "No identity provider is set up"))
        }
        let moment = now
        let attempt = SignInAttempt.start(atMilliseconds: moment.milliseconds, random: randomness)
        let browser = Token.make(randomness)
        let address = try await provider.authorizationURL(
            state: attempt.state, nonce: attempt.nonce, codeChallenge: attempt.codeChallenge)
        try await database.write { connection in
            try SignIns(connection).begin(
                SignInRow(
                    state: Token.hash(attempt.state), browser: Token.hash(browser), verifier: attempt.verifier,
                    nonce: attempt.nonce, returnTo: returnTo, begunAt: moment))
        }
        return (address, browser)
    }

    /// Finishes it when the provider sends the person back. Whatever is doubtful opens no session.
    public func finishSignIn(
        parameters: [String: String], browser: String?, language: String
    ) async throws -> ApplicantSignIn {
        do {
            return try await finish(parameters: parameters, browser: browser, language: language)
        } catch {
            tally.add { $0.signInFailures += 1 }
            throw error
        }
    }

    private func finish(
        parameters: [String: String], browser: String?, language: String
    ) async throws -> ApplicantSignIn {
        guard let provider, let state = parameters["state"], let browser else {
            throw SignInFailure.stale("no such attempt")
        }
        let hash = Token.hash(state)
        guard let begun = try await database.write({ try SignIns($0).take(hash) }),
            Token.same(begun.browser, Token.hash(browser))
        else { throw SignInFailure.stale("no such attempt") }
        let attempt = SignInAttempt(
            state: state, nonce: begun.nonce, verifier: begun.verifier, startedAt: begun.begunAt.milliseconds)
        let code = try attempt.code(
            from: parameters, issuer: provider.settings.issuer, atMilliseconds: now.milliseconds)
        let asked = ContinuousClock.now
        let signedIn = try await provider.redeem(code: code, verifier: begun.verifier, nonce: begun.nonce)
        let taken = (ContinuousClock.now - asked) / Duration.seconds(1)
        tally.add { counts in
            counts.signIns += 1
            counts.signInSeconds += taken
        }
        let token = try await remember(signedIn, language: language)
        return ApplicantSignIn(token: token, returnTo: begun.returnTo)
    }

    private func remember(_ signedIn: SignedIn, language: String) async throws -> String {
        let profile = Profile(signedIn.claims)
        let (moment, applicant, organisation) = (now, world.id(Applicant.self), world.id(Organisation.self))
        return try await database.write { connection in
            let id = try Applicants(connection).remember(
                issuer: signedIn.issuer, subject: signedIn.subject, account: AccountKind(signedIn.claims.accountType),
                knownAs: signedIn.organisationKey, profile: profile, language: language, newApplicant: applicant,
                newOrganisation: organisation, at: moment)
            return try openSession(for: .applicant(id), on: connection, at: moment)
        }
    }
}

extension SignedIn {
    /// What makes two sign-ins the same organisation. A エントリー account checks nothing, so whatever number it claims,
    /// it is an organisation by itself; only checked accounts share one by their number.
    var organisationKey: String {
        guard claims.accountType != .entry, let number = claims.corporateNumber else {
            return "\(issuer) \(claims.parentID ?? subject)"
        }
        return "\(issuer) number \(number)"
    }
}

extension AccountKind {
    init(_ type: GBizClaims.AccountType) {
        switch type {
        case .entry: self = .entry
        case .prime: self = .prime
        case .member: self = .member
        }
    }
}

extension Profile {
    /// What forms are filled in with, from what GビズID says.
    init(_ claims: GBizClaims) {
        self.init()
        organisationName = claims.name ?? ""
        corporateNumber = claims.corporateNumber.flatMap { CorporateNumber.isValid($0) ? $0 : nil }
        postal = claims.userPostCode.flatMap(Plain.digits) ?? ""
        prefecture = claims.prefecture ?? ""
        city = claims.address1 ?? ""
        street = claims.address2 ?? ""
        representative = Profile.joined(claims.representative)
        personName = Profile.joined(claims.user)
        department = claims.userDepartment ?? ""
        telephone = claims.userTelephone ?? ""
        email = claims.email ?? ""
    }

    private static func joined(_ name: GBizClaims.Name) -> String {
        [name.last, name.first].compactMap { $0 }.joined(separator: " ")
    }
}
