/// What a site asks when it sends someone to sign in (OpenID Connect Core §3.1.2.1), once it was found to be in order.
struct AuthorizationRequest: Sendable {
    let redirectURI: String
    let state: String
    let nonce: String
    /// The PKCE challenge by S256.
    let challenge: String
    let scopes: Set<String>
    /// Everything as it was sent, for the form that sends it again.
    let parameters: [URLEncodedForm.Field]

    /// The address to send the person back to, with an answer.
    func back(_ answer: [(String, String)]) -> String {
        AuthorizationRequest.address(redirectURI, answer, state: state)
    }

    fileprivate static func address(_ redirectURI: String, _ answer: [(String, String)], state: String) -> String {
        let query = Pattern.address("", answer + [("state", state)]).dropFirst()
        return "\(redirectURI)\(redirectURI.contains("?") ? "&" : "?")\(query)"
    }
}

/// What becomes of an authorization request.
enum Authorization: Sendable {
    /// Ask the person who they are.
    case ask(AuthorizationRequest)
    /// Say so here: nobody is sent to an address that is not the client's.
    case broken(String)
    /// Send the person back with an error.
    case refused(String)
}

extension IdentityProvider {
    func authorization(_ query: URLEncodedForm) -> Authorization {
        let names = ["client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge"]
        guard names.allSatisfy({ query.all($0).count <= 1 }) else { return .broken("同じパラメータが2回あります。") }
        guard query["client_id"] == client.id else { return .broken("client_idが登録されていません。") }
        guard let redirect = query["redirect_uri"], redirect == client.redirectURI else {
            return .broken("redirect_uriが登録と一致しません。")
        }
        let state = query["state"] ?? ""
        func refused(_ error: String) -> Authorization {
            .refused(AuthorizationRequest.address(redirect, [("error", error)], state: state))
        }
        guard query["response_type"] == "code" else { return refused("unsupported_response_type") }
        let scopes = Set((query["scope"] ?? "").split(separator: " ").map(String.init))
        guard scopes.contains("openid") else { return refused("invalid_scope") }
        let challenge = query["code_challenge"] ?? ""
        guard query["code_challenge_method"] == "S256", challenge.utf8.count == 43, !state.isEmpty,
            let nonce = query["nonce"], !nonce.isEmpty, [state, nonce].allSatisfy({ $0.utf8.count <= 512 })
        else { return refused("invalid_request") }
        let known = Set(["openid", "profile", "user", "email"])
        return .ask(
            AuthorizationRequest(
                redirectURI: redirect, state: state, nonce: nonce, challenge: challenge,
                scopes: scopes.intersection(known), parameters: query.fields))
    }
}
