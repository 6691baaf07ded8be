package diagnosis_test

import (
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
)

// checkPreview compares what a remedy was shown to do with what it did, as read back,
// and with the messages that went out.
func (p *person) checkPreview(shown remedy.Preview, done cognito.Applied, sent []localpool.Message) {
	p.t.Helper()
	if done.After == nil {
		if shown.Remedy.ID != remedy.Delete {
			p.t.Errorf("%s: nobody is left", shown.Remedy.ID)
		}
		return
	}
	truth := map[string]string{
		"status": done.After.Status, "account": map[bool]string{true: "enabled", false: "disabled"}[done.After.Enabled],
		"email": valueOf(done.After, "email"), "phone": valueOf(done.After, "phone_number"),
		"email verified": mark(done.After, "email"), "phone verified": mark(done.After, "phone_number"),
	}
	for _, l := range shown.Lines {
		if is, known := truth[l.What]; known && is != l.To && shown.Remedy.Operation != "AdminSetUserMFAPreference" {
			p.t.Errorf("%s, %s: %s was to be %q and is %q", shown.Remedy.ID, p.name, l.What, l.To, is)
		}
	}
	switch {
	case shown.Message == "" && len(sent) == 0:
	case shown.Message == "" || len(sent) != 1:
		p.t.Errorf("%s, %s: %q was to be sent, %+v was", shown.Remedy.ID, p.name, shown.Message, sent)
	default:
		to := remedy.Contact{Attribute: map[string]string{"EMAIL": "email", "SMS": "phone_number"}[sent[0].Medium], Address: sent[0].To}
		if !strings.Contains(shown.Message, to.Kind()+" to "+to.Masked()) && !strings.Contains(shown.Message, "that the service chooses") {
			p.t.Errorf("%s, %s: %q, but it went to %s", shown.Remedy.ID, p.name, shown.Message, sent[0].To)
		}
	}
}

func valueOf(u *cognito.FoundUser, name string) string {
	for _, a := range u.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

func mark(u *cognito.FoundUser, name string) string {
	return map[bool]string{true: "verified", false: "unverified"}[u.Verified(name)]
}

// Signing out everywhere ends a session that somebody else has.
func TestSigningOutEndsOtherSessions(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		w := newWorld(t, plain, human{Username: "ann", Attributes: ann})
		p := w.next("telling")
		p.says = says{SignedInElsewhere: true}
		other := p.signIn().next.(cognito.SignedIn).Tokens.Access
		if _, err := p.client.GetUser(t.Context(), other); err != nil {
			t.Fatal(err)
		}
		d := diagnosis.Of(p.facts())
		if err := p.apply(d.Works[0].Remedy, p.facts()); err != nil {
			t.Fatal(err)
		}
		if _, err := p.client.GetUser(t.Context(), other); cognito.KindOf(err) != cognito.SignedOut {
			t.Errorf("the other session: %v", err)
		}
		checkSignIn(t, p, d)
	})
}

// A device that is forgotten, a group that is joined: what no row speaks of.
func TestOtherRemediesAreTrue(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		rich := pool{AutoVerified: []string{"email"}, Devices: "ask", Groups: []localpool.GroupConfig{{Name: "customers"}, {Name: "beta"}}}
		w := newWorld(t, rich, human{Username: "ann", Attributes: ann, Groups: []string{"customers"}, Devices: []localpool.DeviceConfig{{Name: "laptop"}}})
		p := w.next("telling")
		devices, err := p.admin.AdminListDevices(t.Context(), p.name)
		if err != nil || len(devices) != 1 {
			t.Fatal(devices, err)
		}
		for _, x := range []struct {
			id remedy.ID
			in remedy.Inputs
		}{{remedy.ForgetDevice, remedy.Inputs{Device: devices[0].Key}}, {remedy.AddGroup, remedy.Inputs{Group: "beta"}}, {remedy.RemoveGroup, remedy.Inputs{Group: "customers"}}} {
			changes, err := remedy.Changes(x.id, p.facts().Case(), x.in)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.admin.Apply(t.Context(), p.name, changes[0]); err != nil {
				t.Errorf("%s: %v", x.id, err)
			}
		}
		groups, err := p.admin.AdminListGroupsForUser(t.Context(), p.name)
		if devices, more := p.admin.AdminListDevices(t.Context(), p.name); err != nil || more != nil || len(devices) != 0 || len(groups) != 1 || groups[0].Name != "beta" {
			t.Error(devices, groups, err, more)
		}
	})
}
