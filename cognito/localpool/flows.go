package localpool

import "slices"

// flow is one way to begin a sign-in.
type flow struct {
	settings  []string // the ExplicitAuthFlows that turn it on, legacy names too
	byDefault bool     // on in a client without a list, and beside legacy names
	admin     bool     // AdminInitiateAuth only
	off       string   // what InitiateAuth says where it is off
	needs     []string
	begin     func(*call, *dialogue, map[string]string) (outcome, error) // nil for a refresh
}

const offAdmin = "Auth flow not enabled for this client"

var (
	adminPassword = flow{settings: []string{"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"}, admin: true, off: offAdmin,
		needs: []string{"USERNAME", "PASSWORD"}, begin: beginPassword}
	refresh = flow{settings: []string{"ALLOW_REFRESH_TOKEN_AUTH"}, byDefault: true, off: offAdmin}
)

// flows are the names that AuthFlow may have.
var flows = map[string]flow{
	"USER_PASSWORD_AUTH": {settings: []string{"ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"},
		off: "USER_PASSWORD_AUTH flow not enabled for this client", needs: []string{"USERNAME", "PASSWORD"}, begin: beginPassword},
	"USER_SRP_AUTH": {settings: []string{"ALLOW_USER_SRP_AUTH"}, byDefault: true,
		off: "USER_SRP_AUTH is not enabled for the client.", needs: []string{"USERNAME", "SRP_A"}, begin: beginSRP},
	"USER_AUTH": {settings: []string{"ALLOW_USER_AUTH"},
		off: "USER_AUTH flow not enabled for this client", needs: []string{"USERNAME"}, begin: beginChoice},
	"CUSTOM_AUTH": {settings: []string{"ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"}, byDefault: true,
		off: "CUSTOM_AUTH is not enabled for the client.", needs: []string{"USERNAME"}, begin: beginCustom},
	"ADMIN_USER_PASSWORD_AUTH": adminPassword,
	"ADMIN_NO_SRP_AUTH":        adminPassword,
	"REFRESH_TOKEN_AUTH":       refresh,
	"REFRESH_TOKEN":            refresh,
}

// authFlows lists them as the service does in a refusal.
var authFlows = []string{
	"USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH",
	"ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
}

// allowed finds a flow and checks it against the client's ExplicitAuthFlows.
func (c *client) allowed(name string, admin bool) (flow, error) {
	f := flows[name]
	if f.admin && !admin {
		return f, invalidParameter("Initiate Auth method not supported")
	}
	if c.has(f) {
		return f, nil
	}
	if admin {
		return f, invalidParameter(offAdmin)
	}
	return f, invalidParameter("%s", f.off)
}

// has reads the list. Legacy names, which can't stand beside those with ALLOW_,
// come from a time when SRP, custom and refresh were always on; only
// CUSTOM_AUTH_FLOW_ONLY turns SRP off. Source: AWS API reference,
// CreateUserPoolClient of 2018; that it still holds is unconfirmed.
//
// A client that rotates refresh tokens has no REFRESH_TOKEN_AUTH. Source: AWS
// developer guide, refresh token rotation.
func (c *client) has(f flow) bool {
	if f.begin == nil && c.Rotation {
		return false
	}
	if slices.ContainsFunc(f.settings, func(name string) bool { return contains(c.Flows, name) }) {
		return true
	}
	if !f.byDefault || slices.ContainsFunc(c.Flows, func(name string) bool { return len(name) > 6 && name[:6] == "ALLOW_" }) {
		return false
	}
	return f.settings[0] != "ALLOW_USER_SRP_AUTH" || !contains(c.Flows, "CUSTOM_AUTH_FLOW_ONLY")
}
