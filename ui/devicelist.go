package ui

import (
	"context"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// deviceList lists the devices of a signed-in user, and forgets them.
type deviceList struct {
	columnScreen
	devices []cognito.RememberedDevice
	read    bool
}

func newDeviceList(env *Env) *deviceList {
	s := &deviceList{columnScreen: newColumnScreen(env, "Devices", "Enter on a device forgets it, after a question.")}
	s.begin(s.lines, s.list)
	return s
}

// Enter reads the list.
func (s *deviceList) Enter() tea.Cmd {
	if s.read || s.busy != "" || s.failure != nil {
		return nil
	}
	s.again = s.list
	return s.list()
}

func (s *deviceList) list() tea.Cmd {
	return CallAs(&s.Base, "Reading the devices", func(ctx context.Context, c *cognito.Client, access string) ([]cognito.RememberedDevice, error) {
		return c.ListDevices(ctx, access)
	})
}

// deviceForgotten is a device that the pool doesn't know any more.
type deviceForgotten struct {
	name string
	own  bool // the session's
}

// Update takes the list, and what was forgotten, after which it reads again.
func (s *deviceList) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[[]cognito.RememberedDevice]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.devices, s.read = msg.Val, true
		s.fill()
		return nil
	case Reply[deviceForgotten]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.done = "Forgotten: " + msg.Val.name + "."
		if msg.Val.own {
			s.env.knows().ForgotDevice = true
			s.warning = "It was this session's: the session can't be refreshed any more and ends with its access token."
		}
		s.devices, s.read, s.again = nil, false, s.list
		s.rows(nil)
		return s.list()
	}
	return s.columnScreen.Update(msg)
}

// fill makes a button of each device.
func (s *deviceList) fill() {
	var rows []kit.Button
	for i, d := range s.devices {
		label := kit.Cut(deviceNameOf(d), 24)
		if s.own(d) {
			label += " (this session)"
		}
		rows = append(rows, kit.Button{Key: strconv.Itoa(i), Label: label, Note: deviceNote(s.env, d),
			Do: func() tea.Cmd { return s.question(s.forgetting(d)) }})
	}
	s.rows(rows)
}

func deviceNameOf(d cognito.RememberedDevice) string { return orNone(d.Name, "without a name") }

func (s *deviceList) own(d cognito.RememberedDevice) bool {
	return s.env.Session != nil && d.Key != "" && d.Key == s.env.Session.DeviceKey
}

// deviceNote is when and where a device was used, the start of its key, and
// whether it is remembered.
func deviceNote(e *Env, d cognito.RememberedDevice) string {
	var note []string
	used := onDay(e.Clock, "used", d.LastUsed)
	if d.LastIP != "" {
		used = append(used, "from "+kit.Cut(orNone(d.LastIP, "an unknown address"), 40))
	}
	if len(used) > 0 {
		note = append(note, strings.Join(used, " "))
	}
	note = append(note, "key "+shortKey(d.Key))
	switch d.Remembered {
	case "remembered":
		note = append(note, "remembered")
	case "not_remembered":
		note = append(note, "not remembered")
	}
	return strings.Join(note, ", ")
}

// shortKey is the start of the UUID in a device's key, <region>_<uuid>.
func shortKey(key string) string {
	if _, uuid, ok := strings.Cut(key, "_"); ok {
		key = uuid
	}
	return kit.Cut(orNone(key, "unknown"), 9)
}

// forgetting is the question before a device is forgotten. A refresh needs the
// session's device where the pool remembers devices (AWS developer guide,
// devices).
func (s *deviceList) forgetting(d cognito.RememberedDevice) question {
	q := question{
		sentence: "Forget the device " + kit.Cut(deviceNameOf(d), 60) + "?",
		hint:     "It can't stand for a second factor any more, and sessions that began on it can't be refreshed.",
		yes:      "Forget it",
		do:       func() tea.Cmd { return s.act(func() tea.Cmd { return s.forgetDevice(d) }) },
	}
	if s.own(d) {
		q.hint = "This session began on it: without it the session can't be refreshed and ends with its access token."
	}
	q.hint += " Its key is " + kit.Cut(orNone(d.Key, "unknown"), 60) + "."
	return q
}

// forgetDevice has the pool forget a device; one that is kept here is dropped.
func (s *deviceList) forgetDevice(d cognito.RememberedDevice) tea.Cmd {
	kept, pool := deviceKeeper{s.env.Devices}, s.env.poolID()
	names := []string{s.env.Session.User, s.env.Session.Username()}
	forgotten := deviceForgotten{kit.Cut(deviceNameOf(d), 60), s.own(d)}
	return CallAs(&s.Base, "Forgetting the device", func(ctx context.Context, c *cognito.Client, access string) (deviceForgotten, error) {
		err := c.ForgetDevice(ctx, access, d.Key)
		if err == nil || cognito.KindOf(err) == cognito.DeviceUnknown {
			for _, name := range names {
				if own := kept.find(pool, name); own != nil && own.Key == d.Key {
					kept.drop(pool, name)
				}
			}
		}
		return forgotten, err
	})
}

func (s *deviceList) lines() []string {
	if !s.read {
		return nil
	}
	if len(s.devices) == 0 {
		return []string{s.env.Theme.Text.Render("The pool knows no device of this account."), ""}
	}
	return []string{s.heading("Known to the pool", strconv.Itoa(len(s.devices))), ""}
}
