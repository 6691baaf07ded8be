package localpool

import (
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// seed adds a user of the Config. A user that breaks the pool's own rules is a
// mistake of whoever wrote the Config, so it panics.
func (p *pool) seed(c UserConfig, now time.Time) *user {
	if c.Password == "" {
		c.Password = DemoPassword
	}
	err := p.checkAttributes(c.Attributes, false)
	var u *user
	if err == nil {
		u, err = p.newUser(c.Username, c.Attributes)
	}
	if err != nil {
		panic("localpool: user " + c.Username + ": " + err.Error())
	}
	u.status = confirmed
	if c.Status != "" {
		u.status = parseStatus(c.Status)
	}
	if !c.NoPassword && u.status != external {
		p.setPassword(u, c.Password, now.Add(-c.PasswordAge))
	}
	p.seedFactors(u, c, now)
	p.seedEvents(u, c, now)
	u.disabled, u.imported = c.Disabled, c.Imported
	for _, name := range c.Groups {
		if p.groups[name] == nil {
			panic("localpool: user " + c.Username + ": there is no group " + name)
		}
		u.join(name)
	}
	p.add(u, now.Add(-max(c.Age, c.PasswordAge)))
	u.touch(now.Add(-c.PasswordAge))
	for range c.Failures {
		p.failed(p.key("", u), now)
	}
	for _, a := range c.Pending {
		u.prove(a.Name, &proving{pending: a.Value})
	}
	return u
}

// seedPasskey makes a passkey whose id is the same at every start.
func (p *pool) seedPasskey(u *user, c PasskeyConfig, now time.Time) *passkey {
	sum := sha256.Sum256([]byte(p.ID + "/" + u.name + "/" + c.Name))
	return &passkey{
		id: base64.RawURLEncoding.EncodeToString(sum[:]), name: c.Name,
		attachment: c.Attachment, transports: c.Transports, created: now.Add(-c.Age),
	}
}

// seedDevice makes a device whose key is the same at every start. Its verifier
// belongs to no secret.
func (p *pool) seedDevice(u *user, c DeviceConfig, now time.Time) *device {
	sum := sha256.Sum256([]byte(p.ID + "/" + u.name + "/" + c.Name))
	d := p.newDevice(now.Add(-c.Age))
	d.key = p.server.config.Region + "_" + uuid(sum[:16]).String()
	v := p.phantomVerifier(d.key)
	d.salt, d.verifier = v.salt, v.v
	d.name, d.remembered, d.lastIP = c.Name, c.Remembered, "127.0.0.1"
	d.last = now.Add(-c.Age / 2)
	return d
}

// seedFactors gives a seeded user the second factors, passkeys and devices of
// the Config.
func (p *pool) seedFactors(u *user, c UserConfig, now time.Time) {
	if c.TOTPSecret == "" && len(c.MFA)+len(c.Passkeys)+len(c.Devices) == 0 {
		return
	}
	f := u.more()
	f.preferred = mfaNamed(c.PreferredMFA)
	for _, x := range c.Passkeys {
		f.passkeys = append(f.passkeys, p.seedPasskey(u, x, now))
	}
	for _, x := range c.Devices {
		f.devices = append(f.devices, p.seedDevice(u, x, now))
	}
	for _, name := range c.MFA {
		f.enabled |= mfaNamed(name)
	}
	if c.TOTPSecret == "" {
		return
	}
	t, err := parseTOTP(c.TOTPSecret)
	if err != nil {
		panic("localpool: user " + c.Username + ": the TOTP secret isn't base32")
	}
	f.totp = t
}
