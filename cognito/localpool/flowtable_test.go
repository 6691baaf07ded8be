package localpool

import "testing"

// TestExplicitAuthFlows is the table of what a client's list turns on, legacy
// names included, for InitiateAuth and for its administrators' form.
func TestExplicitAuthFlows(t *testing.T) {
	const srp, password, choice, custom, refresh, admin = "USER_SRP_AUTH", "USER_PASSWORD_AUTH", "USER_AUTH", "CUSTOM_AUTH",
		"REFRESH_TOKEN_AUTH", "ADMIN_USER_PASSWORD_AUTH"
	tests := []struct{ list, on []string }{
		{nil, []string{srp, custom, refresh}},
		{[]string{"ALLOW_USER_SRP_AUTH"}, []string{srp}},
		{[]string{"ALLOW_USER_PASSWORD_AUTH"}, []string{password}},
		{[]string{"ALLOW_USER_AUTH"}, []string{choice}},
		{[]string{"ALLOW_CUSTOM_AUTH"}, []string{custom}},
		{[]string{"ALLOW_REFRESH_TOKEN_AUTH"}, []string{refresh}},
		{[]string{"ALLOW_ADMIN_USER_PASSWORD_AUTH"}, []string{admin}},
		{[]string{"USER_PASSWORD_AUTH"}, []string{srp, password, custom, refresh}},
		{[]string{"ADMIN_NO_SRP_AUTH"}, []string{srp, custom, refresh, admin}},
		{[]string{"CUSTOM_AUTH_FLOW_ONLY"}, []string{custom, refresh}},
		{[]string{"USER_PASSWORD_AUTH", "CUSTOM_AUTH_FLOW_ONLY"}, []string{password, custom, refresh}},
	}
	off := map[string]string{
		srp: "USER_SRP_AUTH is not enabled for the client.", password: "USER_PASSWORD_AUTH flow not enabled for this client",
		choice: "USER_AUTH flow not enabled for this client", custom: "CUSTOM_AUTH is not enabled for the client.",
		refresh: "Auth flow not enabled for this client", admin: "Initiate Auth method not supported",
	}
	legacy := map[string]string{refresh: "REFRESH_TOKEN", admin: "ADMIN_NO_SRP_AUTH"}
	for _, tt := range tests {
		x := poolWith(t, localPool, func(p *PoolConfig) { p.Clients[0].Flows = tt.list })
		for flow, text := range off {
			for _, name := range []string{flow, legacy[flow]} {
				if name == "" {
					continue
				}
				for op, refusal := range map[string]string{"InitiateAuth": text,
					"AdminInitiateAuth": "Auth flow not enabled for this client"} {
					if contains(tt.on, flow) && !(flow == admin && op == "InitiateAuth") {
						refusal = "Missing required parameter " // the flow is on
					}
					x.refused(op, object{"UserPoolId": localPool, "ClientId": x.client("demo-app").ClientID, "AuthFlow": name},
						"InvalidParameter", refusal)
				}
			}
		}
	}
}

// TestAdminFlows: both names of the administrators' flow sign in.
func TestAdminFlows(t *testing.T) {
	for _, flow := range []string{"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"} {
		w := newTester(t).walk("demo-app", "ann@example.com")
		w.admin = true
		w.begin(flow, map[string]string{"PASSWORD": "wrong"}).no("NotAuthorized", incorrect)
		w.begin(flow, map[string]string{"PASSWORD": DemoPassword}).done()
	}
}

// TestRefusedRefreshes is the table of refreshes by the hash and by what became
// of the user.
func TestRefusedRefreshes(t *testing.T) {
	x := newTester(t)
	app := x.client("demo-app")
	w := x.signedIn("demo-app", "gus@example.com")
	token := w.last.str("AuthenticationResult", "RefreshToken")
	for _, tt := range []struct{ hash, text string }{
		{"", "Client " + app.ClientID + " is configured with secret but SECRET_HASH was not received"},
		{"AAAA", "SecretHash does not match for the client: " + app.ClientID},
		{secretHash(app.Secret, "GUS@example.com", app.ClientID), "SecretHash does not match for the client: " + app.ClientID},
	} {
		w.refresh(token, map[string]string{"SECRET_HASH": tt.hash}).no("NotAuthorized", tt.text)
	}
	w.refresh(token, nil).done()
	for _, tt := range []struct {
		change     func(*user)
		code, text string
	}{
		{func(u *user) { u.disabled = true }, "NotAuthorized", "User is disabled."},
		{func(u *user) { u.disabled, u.status = false, resetRequired }, "PasswordResetRequired", "Password reset required for the user"},
		{func(u *user) { u.status = confirmed }, "", ""},
		{func(u *user) { u.signOut() }, "NotAuthorized", "Refresh Token has been revoked"},
	} {
		x.change("gus@example.com", tt.change)
		if w.refresh(token, nil); tt.code == "" {
			w.done()
		} else {
			w.no(tt.code, tt.text)
		}
	}
	other := x.walk("demo-public", "gus@example.com")
	other.refresh(token, nil).no("NotAuthorized", "Invalid Refresh Token")
}
