package localpool

// errNoDeviceUser says that there is no such user, of the calls for which the
// model lists no UserNotFound. What the service answers there is unconfirmed.
var errNoDeviceUser = refuse("ResourceNotFoundException", textOf(errNoUser))

// deviceUser finds the user of an administrator's call about devices, where the
// pool remembers any. The caller holds the lock.
func (c *call) deviceUser() (*user, error) {
	if c.pool.Devices == "" {
		return nil, errDevicesOff
	}
	return c.named()
}

// adminListDevices pages through a user's confirmed devices, the oldest first.
func adminListDevices(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.deviceUser()
	switch err {
	case nil:
		return c.devicesOf(u)
	case errNoUser:
		return nil, errNoDeviceUser
	}
	return nil, err
}

func adminGetDevice(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.deviceUser()
	switch {
	case err == errNoUser:
		return nil, errNoDeviceUser
	case err != nil:
		return nil, err
	}
	d := u.device(c.in.str("DeviceKey"))
	if d == nil {
		return nil, errNoDevice
	}
	return struct{ Device deviceType }{d.describe(c.pool, u)}, nil
}

// adminForgetDevice deletes a device: the next sign-in there is a new one's.
func adminForgetDevice(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.deviceUser()
	if err != nil {
		return nil, err
	}
	if !u.forget(c.in.str("DeviceKey")) {
		return nil, errNoDevice
	}
	return nil, nil
}
