package ui

import (
	"context"
	"errors"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// remember confirms this device after a sign-in, where the pool remembers
// devices, and asks whether to remember it where the pool wants that.
type remember struct {
	formScreen
	own       string // the pool's own name of the user
	offered   cognito.NewDevice
	secret    *cognito.DeviceSecret // nil until it was made
	confirmed *cognito.Device       // nil until the service took it
	lost      bool                  // it may have taken it, but the answer was lost
}

func newRemember(env *Env, user string, in cognito.SignedIn) Screen {
	s := &remember{own: in.Course.Username, offered: *in.NewDevice}
	form := kit.NewForm("Remember this device", nil...)
	form.Buttons = append(form.Buttons, kit.Button{Label: "Not this one", Do: func() tea.Cmd { return s.end(wantSession{}) }})
	s.formScreen = newFormScreen(env, "Remember this device?", "", form)
	s.user, s.submit = user, s.keep
	return s
}

type deviceConfirmed struct {
	secret *cognito.DeviceSecret
	ask    bool
}

type deviceKept struct{ where string }

// Enter confirms the device.
func (s *remember) Enter() tea.Cmd {
	if s.confirmed != nil || s.busy != "" || s.failure != nil {
		return nil
	}
	return s.confirm()
}

func (s *remember) confirm() tea.Cmd {
	client, access, offered, secret := s.env.Client, s.env.Session.Tokens().Access, s.offered, s.secret
	return Call(&s.Base, "Confirming this device", func(ctx context.Context) (deviceConfirmed, error) {
		if secret == nil {
			made := client.DeviceSecret(offered)
			secret = &made
		}
		ask, err := client.ConfirmDevice(ctx, access, *secret, deviceName())
		return deviceConfirmed{secret, ask}, err
	})
}

// deviceName is how the device is called in the user's list.
func deviceName() string {
	if host, err := os.Hostname(); err == nil && host != "" {
		return "cognito-tui on " + host
	}
	return "cognito-tui"
}

// Update takes the confirmation: where nobody is to be asked, the device is
// kept at once.
func (s *remember) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[deviceConfirmed]:
		return s.answered(msg)
	case Reply[deviceKept]:
		if msg.Err != nil {
			s.fail(msg.Err)
			return nil
		}
		return s.end(deviceRemembered{msg.Val.where})
	}
	return s.formScreen.Update(msg)
}

// answered takes the confirmation. That the device is confirmed already means,
// after an answer that was lost, that it was this one which did it; whether the
// pool wants the user asked isn't known then, and asking does no harm.
func (s *remember) answered(r Reply[deviceConfirmed]) tea.Cmd {
	s.secret = r.Val.secret
	var e *cognito.Error
	if s.lost && cognito.KindOf(r.Err) == cognito.DeviceExists {
		r.Err, r.Val.ask = nil, true
	}
	s.lost = s.lost || errors.As(r.Err, &e) && e.MayHaveHappened
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	s.confirmed = &s.secret.Device
	if r.Val.ask {
		return nil
	}
	return s.store(nil)
}

// keep has the service remember the device, as the user wants.
func (s *remember) keep() tea.Cmd {
	if s.confirmed == nil {
		return s.confirm()
	}
	client, access, key := s.env.Client, s.env.Session.Tokens().Access, s.confirmed.Key
	return s.store(func(ctx context.Context) error { return client.RememberDevice(ctx, access, key, true) })
}

// store keeps what the device proves itself with, after what must come first.
func (s *remember) store(first func(context.Context) error) tea.Cmd {
	devices, pool, device := s.env.Devices, s.env.poolID(), *s.confirmed
	names := []string{s.user, s.own}
	return Call(&s.Base, "Keeping the device", func(ctx context.Context) (deviceKept, error) {
		if first != nil {
			if err := first(ctx); err != nil {
				return deviceKept{}, err
			}
		}
		if devices == nil {
			return deviceKept{"nowhere: nothing here keeps devices"}, nil
		}
		where := devices.Where()
		for _, name := range names {
			if err := devices.Put(pool, name, device); err != nil {
				where = "but " + err.Error()
			}
		}
		return deviceKept{where}, nil
	})
}

// View says what it means.
func (s *remember) View() string {
	s.lead = "A remembered device can stand for the second factor at the next sign-in."
	if s.confirmed == nil {
		s.lead = "The pool remembers devices: this one is being confirmed."
	}
	return s.formScreen.View()
}
