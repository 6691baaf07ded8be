package diagnosis_test

import (
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// checkJudge applies a remedy to somebody of whom Judge says whether it works.
func checkJudge(t *testing.T, p *person, id remedy.ID) {
	t.Helper()
	f := p.facts()
	verdict, why := diagnosis.Judge(id, f)
	if verdict == diagnosis.NotJudged {
		return
	}
	if why == "" {
		t.Errorf("%s, %s: no reason", f.User.Status, id)
	}
	if err := p.apply(id, f); (err == nil) != (verdict == diagnosis.WillWork) {
		t.Errorf("%s, %s: judged %v (%s), but it gives %v", f.User.Status, id, verdict, why, err)
	}
}

// Each status and remedy, as a job's dry run judges them.
func TestJudge(t *testing.T) {
	const no, yes = diagnosis.WontWork, diagnosis.WillWork
	pool := &cognito.Pool{MFA: "OFF", AutoVerified: []string{"email"}, TemporaryDays: 7}
	columns := []remedy.ID{remedy.Resend, remedy.Confirm, remedy.Invite, remedy.Reset, remedy.TemporaryPassword, remedy.VerifyEmail, remedy.Disable, remedy.Create}
	for status, want := range map[string][]diagnosis.Verdict{
		"UNCONFIRMED":           {yes, yes, no, no, yes, yes, yes, no},
		"CONFIRMED":             {no, no, no, yes, yes, yes, yes, no},
		"FORCE_CHANGE_PASSWORD": {no, no, yes, no, yes, yes, yes, no},
		"RESET_REQUIRED":        {no, no, no, yes, yes, yes, yes, no},
		"EXTERNAL_PROVIDER":     {no, no, no, no, yes, yes, yes, no},
		"":                      {no, no, no, no, no, no, no, yes},
	} {
		f := diagnosis.Facts{Found: status != "", Listed: true, SameKnown: true, Pool: pool, User: cognito.FoundUser{Username: "ann", Status: status, Enabled: true,
			Attributes: []cognito.Attribute{{Name: "email", Value: "ann@example.com"}, {Name: "email_verified", Value: "true"}}}}
		for i, id := range columns {
			if got, why := diagnosis.Judge(id, f); got != want[i] || why == "" {
				t.Errorf("%s, %s: %v (%s)", status, id, got, why)
			}
		}
	}
}
