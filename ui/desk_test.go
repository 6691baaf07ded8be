package ui

import (
	"errors"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
)

// deskDriver starts the program with somebody more in the first pool, who has two
// addresses that aren't verified; change alters what the administrator's calls are made
// with.
func deskDriver(t testing.TB, client string, change func(*cognito.Config)) *driver {
	t.Helper()
	config := localpool.Demo()
	config.Pools[0].Users = append(config.Pools[0].Users, localpool.UserConfig{Username: "vic@example.com", Groups: []string{"support"},
		Attributes: []localpool.Attribute{{Name: "email", Value: "vic@example.com"}, {Name: "phone_number", Value: "+15550109876"}}})
	return deskDriverOn(t, newPool(config), client, change)
}

func deskDriverOn(t testing.TB, pool *localpool.Server, client string, change func(*cognito.Config)) *driver {
	t.Helper()
	o := optionsFor(t, pool, client, pool.Transport())
	connect := o.Connect
	o.Connect = func(s settings.Settings) (*Conn, error) {
		conn, err := connect(s)
		get := conn.Settings.Get
		c := cognito.Config{Region: "us-east-1", UserPoolID: get(settings.UserPoolID), ClientID: get(settings.ClientID),
			ClientSecret: get(settings.ClientSecret), Transport: trace.New(pool.Transport(), o.Log), Log: o.Log,
			Credentials: localCredentials(), AWSTransport: unreachable, Recorder: &memoryRecorder{}, Embedded: true}
		if change != nil {
			change(&c)
		}
		conn.Admin, conn.Settings.ReadOnly = cognito.NewAdmin(c), c.ReadOnly
		return conn, err
	}
	return driverOn(t, pool, o)
}

// person opens the card of a person.
func (d *driver) person(username string) *deskUser {
	d.t.Helper()
	d.follow(wantDeskUser{username: username})
	d.waits()
	d.on("deskUser")
	return d.app.top().(*deskUser)
}

// remedy opens the preview of a remedy of a person.
func (d *driver) remedy(username string, id remedy.ID) *remedyScreen {
	d.t.Helper()
	card := d.person(username)
	d.follow(wantRemedy{id: id, of: card.person})
	d.waits()
	d.on("remedyScreen")
	return d.app.top().(*remedyScreen)
}

// remediedTable are all remedies, each with somebody for whom it works. fill are the fields
// to fill, as pairs; done are texts that stand on the screen afterwards.
var remediedTable = map[remedy.ID]struct {
	client, user string
	fill         []string
	done         []string
}{
	remedy.Resend:            {"demo-app", "una@example.com", nil, []string{"email to u***@e***"}},
	remedy.Confirm:           {"demo-app", "una@example.com", nil, []string{"UNCONFIRMED → CONFIRMED"}},
	remedy.Invite:            {"demo-app", "ted@example.com", nil, []string{"an email to t***@e***"}},
	remedy.Reset:             {"demo-app", "ann@example.com", nil, []string{"CONFIRMED → RESET_REQUIRED"}},
	remedy.TemporaryPassword: {"demo-app", "ann@example.com", nil, []string{"CONFIRMED → FORCE_CHANGE_PASSWORD", "New password"}},
	remedy.PermanentPassword: {"demo-app", "ted@example.com", []string{"confirm", "ted@example.com"}, []string{"FORCE_CHANGE_PASSWORD → CONFIRMED", "New password"}},
	remedy.VerifyEmail:       {"demo-app", "vic@example.com", nil, []string{"not verified → verified"}},
	remedy.VerifyPhone:       {"demo-app", "vic@example.com", nil, []string{"not verified → verified"}},
	remedy.CorrectEmail:      {"demo-app", "ann@example.com", []string{"address", "ann.archer@example.com", "confirm", "ann@example.com"}, []string{"ann@example.com → ann.archer@example.com"}},
	remedy.CorrectPhone:      {"demo-app", "vic@example.com", []string{"address", "+15550101111", "confirm", "vic@example.com"}, []string{"+15550109876 → +15550101111"}},
	remedy.Enable:            {"demo-app", "dan@example.com", nil, []string{"no → yes"}},
	remedy.SignOut:           {"demo-app", "ann@example.com", nil, []string{"as it was"}},
	remedy.FactorOff:         {"demo-app", "tom@example.com", []string{"confirm", "tom@example.com"}, []string{"Authenticator app → none"}},
	remedy.PreferFactor:      {"demo-app", "tom@example.com", []string{"confirm", "tom@example.com"}, []string{"MFA"}},
	remedy.ForgetDevice:      {"device-app", "dev@example.com", []string{"confirm", "dev@example.com"}, []string{"Devices"}},
	remedy.AddGroup:          {"demo-app", "ann@example.com", []string{"group", "support"}, []string{"none → support"}},
	remedy.RemoveGroup:       {"demo-app", "gus@example.com", []string{"group", "admins", "confirm", "gus@example.com"}, []string{"admins, support → support"}},
	remedy.Disable:           {"demo-app", "ann@example.com", []string{"confirm", "ann@example.com"}, []string{"yes → no"}},
	remedy.Delete:            {"demo-app", "ann@example.com", []string{"confirm", "ann@example.com"}, []string{"The user is gone"}},
}

// fillsIn puts into the preview what the remedy needs, as far as the screen asks for it.
func (d *driver) fillsIn(pairs []string) {
	form := formOf(d.app.top())
	for i := 0; i < len(pairs); i += 2 {
		if f := form.Field(pairs[i]); f != nil {
			f.Set(pairs[i+1])
		}
	}
}

// TestRemedies walks every remedy: its preview, what it did as read back, what the
// service refuses it with, and an answer that was lost.
func TestRemedies(t *testing.T) {
	t.Parallel()
	for _, r := range remedy.All() {
		if r.ID == remedy.Create { // it has a screen of its own
			continue
		}
		row, ok := remediedTable[r.ID]
		if !ok {
			t.Errorf("nobody is there for the remedy %s", r.ID)
			continue
		}
		t.Run(string(r.ID), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := deskDriver(t, row.client, nil)
				d.remedy(row.user, r.ID)
				d.fillsIn(row.fill)
				d.golden("remedy-" + string(r.ID))
				if n := d.calls(r.Operation); n != 0 {
					t.Fatalf("the preview called %s %d times", r.Operation, n)
				}
				pressIn(d, "submit")
				d.waits()
				d.reads(row.done...)
				d.golden("remedy-" + string(r.ID) + "-done")
				if n := d.calls(r.Operation); n != 1 {
					t.Errorf("%s was called %d times", r.Operation, n)
				}
				d.press("esc")
				d.waits()
				d.on("deskUser")
				if r.ID == remedy.Delete {
					d.reads("there is no user")
				}

				d = deskDriver(t, row.client, nil)
				d.remedy(row.user, r.ID)
				d.fillsIn(row.fill)
				d.pool.Fail(r.Operation, 1, "UserNotFoundException", "User does not exist.")
				pressIn(d, "submit")
				d.waits()
				d.reads("There is no such person in this pool any more.", "[ Reload the card ]")
				d.golden("remedy-" + string(r.ID) + "-refused")
				d.press("alt+1")
				d.waits()
				d.on("deskUser")

				d = deskDriver(t, row.client, nil)
				d.remedy(row.user, r.ID)
				d.fillsIn(row.fill)
				d.pool.DropAnswer(r.Operation, 1)
				pressIn(d, "submit")
				d.waits()
				d.reads("It may have happened: look at the card")
				d.golden("remedy-" + string(r.ID) + "-lost")
				if n := d.calls(r.Operation); n != 1 {
					t.Errorf("%s was called %d times although its answer was lost", r.Operation, n)
				}
			})
		})
	}
}

// TestTypedBeforeWhatCantBeTakenBack says what has to be typed, and does nothing before.
func TestTypedBeforeWhatCantBeTakenBack(t *testing.T) {
	t.Parallel()
	for _, r := range remedy.All() {
		if r.Confirm != remedy.TypeName {
			continue
		}
		t.Run(string(r.ID), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				row := remediedTable[r.ID]
				d := deskDriver(t, row.client, nil)
				d.remedy(row.user, r.ID)
				d.fillsIn(row.fill)
				d.fillsIn([]string{"confirm", "somebody@example.com"})
				pressIn(d, "submit")
				d.waits()
				d.reads("Type what heads the card: " + row.user)
				if n := d.calls(r.Operation); n != 0 {
					t.Errorf("%s was called", r.Operation)
				}
			})
		})
	}
}

// offs are settings under which nothing may be changed, and how that is said.
var offs = []struct {
	name   string
	change func(*cognito.Config)
	says   string
}{
	{"read-only", func(c *cognito.Config) { c.ReadOnly = "--read-only" }, "the desk is read-only (--read-only)"},
	{"protected", func(c *cognito.Config) { c.Protected = cognito.Protection{Users: []string{"ann@example.com"}} }, "is among the protected users"},
	{"protected-group", func(c *cognito.Config) { c.Protected = cognito.Protection{Groups: []string{"admins"}} }, `the group "admins" is protected`},
	{"not-recorded", func(c *cognito.Config) { c.Recorder = nil }, "changes can't be recorded"},
}

// TestNothingIsChangedWhereNothingMay lists the remedies and says why they are off; no
// key makes a call.
func TestNothingIsChangedWhereNothingMay(t *testing.T) {
	t.Parallel()
	for _, o := range offs {
		t.Run(o.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := deskDriver(t, "demo-app", o.change)
				user := "ann@example.com"
				if o.name == "protected-group" {
					user = "gus@example.com"
				}
				d.person(user)
				d.reads("! Off: ")
				d.golden("desk-" + o.name)
				d.press("1")
				d.on("remedyScreen")
				d.waits()
				d.golden("desk-" + o.name + "-preview")
				if body := strings.Join(strings.Fields(d.body()), " "); !strings.Contains(body, o.says) {
					t.Errorf("the preview doesn't say %q:\n%s", o.says, d.screen())
				}
				d.press("enter", "y")
				d.waits()
				if formScreenOf(d.app.top()).failure != nil {
					t.Errorf("the button that is off was pressed:\n%s", d.screen())
				}
				for _, op := range d.operations() {
					if cognito.ChangesUsers(op) {
						t.Errorf("%s was called", op)
					}
				}
			})
		})
	}
}

// TestProtectedAddressIsGivenToNobody types a protected user's address for somebody
// else: the preview says why it is off, and the button makes no call.
func TestProtectedAddressIsGivenToNobody(t *testing.T) {
	t.Parallel()
	for id, address := range map[remedy.ID]string{remedy.CorrectEmail: "Root@example.com", remedy.CorrectPhone: "+15550100000"} {
		t.Run(string(id), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := deskDriver(t, "demo-app", func(c *cognito.Config) {
					c.Protected = cognito.Protection{Users: []string{"root@example.com", "+15550100000"}}
				})
				d.remedy("vic@example.com", id)
				d.fillsIn([]string{"address", "vic.vole@example.org", "confirm", "vic@example.com"})
				d.misses("Off: ")
				d.fillsIn([]string{"address", address})
				d.reads("Off: ", "belongs to a protected user, so nobody is given it")
				if id == remedy.CorrectEmail {
					d.golden("remedy-protected-address")
				}
				pressIn(d, "submit")
				d.waits()
				for _, op := range d.operations() {
					if cognito.ChangesUsers(op) {
						t.Errorf("%s was called", op)
					}
				}
			})
		})
	}
}

// TestNotRecorded meets a record that can't be written when it comes to it.
func TestNotRecorded(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		recorder := &memoryRecorder{fails: errors.New("no space left on device")}
		d := deskDriver(t, "demo-app", func(c *cognito.Config) { c.Recorder = recorder })
		d.remedy("dan@example.com", remedy.Enable)
		d.press("enter")
		d.waits()
		d.reads("The change couldn't be recorded, so it wasn't made.", "No space left on device.")
		d.golden("remedy-not-recorded")
		if n := d.calls("AdminEnableUser"); n != 0 {
			t.Errorf("AdminEnableUser was called %d times", n)
		}
	})
}
