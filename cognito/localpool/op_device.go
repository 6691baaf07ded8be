package localpool

// withDevices authorizes a call about devices and leaves the pool locked: the
// caller unlocks.
func (c *call) withDevices() (*session, func(), error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err == nil && c.pool.Devices == "" {
		unlock()
		err = errDevicesOff
	}
	return s, unlock, err
}

// withDevice also finds the device that the call names.
func (c *call) withDevice() (*session, *device, func(), error) {
	s, unlock, err := c.withDevices()
	if err != nil {
		return nil, nil, nil, err
	}
	d := s.user.device(c.in.str("DeviceKey"))
	if d == nil {
		unlock()
		return nil, nil, nil, errNoDevice
	}
	return s, d, unlock, nil
}

// confirmDevice registers the device that the sign-in of the access token was
// offered. It is remembered at once unless the pool asks the user.
func confirmDevice(c *call) (any, error) {
	s, unlock, err := c.withDevices()
	if err != nil {
		return nil, err
	}
	defer unlock()
	key := c.in.str("DeviceKey")
	if s.user.device(key) != nil {
		return nil, errDeviceExists
	}
	d := s.offered
	if d == nil || d.key != key || s.aliased {
		return nil, errDeviceKey
	}
	if err := d.setSecret(c.in.pairs("DeviceSecretVerifierConfig")); err != nil {
		return nil, err
	}
	ask := c.pool.Devices == "ask"
	d.name, d.remembered, d.modified = c.in.str("DeviceName"), !ask, c.now
	f := s.user.more()
	f.devices = append(f.devices, d)
	s.offered = nil
	return struct{ UserConfirmationNecessary bool }{ask}, nil
}

// updateDeviceStatus is the user's word on whether to remember a device.
func updateDeviceStatus(c *call) (any, error) {
	_, d, unlock, err := c.withDevice()
	if err != nil {
		return nil, err
	}
	defer unlock()
	if c.in.has("DeviceRememberedStatus") {
		d.remembered = c.in.str("DeviceRememberedStatus") == isRemembered
		d.modified = c.now
	}
	return nil, nil
}

func getDevice(c *call) (any, error) {
	s, d, unlock, err := c.withDevice()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return struct{ Device deviceType }{d.describe(c.pool, s.user)}, nil
}

func forgetDevice(c *call) (any, error) {
	s, d, unlock, err := c.withDevice()
	if err != nil {
		return nil, err
	}
	defer unlock()
	s.user.forget(d.key)
	return nil, nil
}

// listDevices pages through the confirmed devices, the oldest first.
func listDevices(c *call) (any, error) {
	s, unlock, err := c.withDevices()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return c.devicesOf(s.user)
}

// devicesOf is a page of a user's devices.
func (c *call) devicesOf(u *user) (any, error) {
	var all []*device
	if u.factors != nil {
		all = u.factors.devices
	}
	list, next, err := page(c, all, func(d *device) string { return d.key }, c.in.number("Limit"), "PaginationToken", u.name)
	if err != nil {
		return nil, err
	}
	answer := struct {
		Devices         []deviceType
		PaginationToken string `json:",omitempty"`
	}{Devices: []deviceType{}, PaginationToken: next}
	for _, d := range list {
		answer.Devices = append(answer.Devices, d.describe(c.pool, u))
	}
	return answer, nil
}
