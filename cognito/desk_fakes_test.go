package cognito

import "context"

// The calls of the support desk. A change is sent as Apply sends it, without what
// stands before and after it.
func init() {
	for op, call := range map[string]func(context.Context, *Admin) error{
		"ListUserPools":           func(ctx context.Context, a *Admin) error { return failed(a.ListUserPools(ctx)) },
		"ListUserPoolClients":     func(ctx context.Context, a *Admin) error { return failed(a.ListUserPoolClients(ctx, testPoolID)) },
		"ListGroups":              func(ctx context.Context, a *Admin) error { return failed(a.ListGroups(ctx)) },
		"AdminListGroupsForUser":  func(ctx context.Context, a *Admin) error { return failed(a.AdminListGroupsForUser(ctx, "ann")) },
		"AdminListDevices":        func(ctx context.Context, a *Admin) error { return failed(a.AdminListDevices(ctx, "ann")) },
		"AdminListUserAuthEvents": func(ctx context.Context, a *Admin) error { return failed(a.AdminListUserAuthEvents(ctx, "ann", 5)) },
	} {
		calls[op] = func(ctx context.Context, c Config) error { return call(ctx, NewAdmin(c)) }
	}
	for _, change := range allChanges {
		if change.Operation() == "ResendConfirmationCode" {
			continue // Client's is there
		}
		calls[change.Operation()] = func(ctx context.Context, c Config) error {
			_, _, err := change.send(ctx, NewAdmin(c), "ann")
			return err
		}
	}
}

// allChanges holds one of every type.
var allChanges = []Change{
	ConfirmSignUp{}, ResendCode{}, InviteAgain{Mediums: []string{"EMAIL"}}, ResetPassword{},
	SetPassword{Password: "pass-1a2b3c", Permanent: true},
	UpdateAttributes{[]Attribute{{"email", "ann@example.com"}, {"email_verified", "true"}}},
	SetMFA{MFAPreference{SoftwareToken: &FactorPreference{}}}, EnableUser{}, DisableUser{}, SignOutEverywhere{},
	ForgetUserDevice{Key: "us-east-1_3f0c0bd5-1a2b-4c3d-8e9f-000000000001"}, AddToGroup{"staff"}, RemoveFromGroup{"staff"},
	CreateUser{TemporaryPassword: "pass-1a2b3c", Attributes: []Attribute{{"email", "ann@example.com"}}}, DeleteUser{},
}
