package localpool

// adminResetPassword blocks the password and sends a reset code: RESET_REQUIRED
// until ConfirmForgotPassword or AdminSetUserPassword. In that status it sends
// another code. Where no code can be sent nothing changes. The hourly limit of
// resets is that of ForgotPassword and ConfirmForgotPassword: AWS's quotas don't
// name this call. That a disabled user, and one of another provider, is refused
// is unconfirmed; so is that the user's sessions stay: their calls answer
// PasswordResetRequired. Sources: API reference, AdminResetUserPassword; AWS
// developer guide, quotas.
func adminResetPassword(c *call) (any, error) {
	p := c.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	if !u.disabled && u.status == unconfirmed {
		return nil, errResetState // and not, as at ForgotPassword, that there is no address
	}
	to, err := p.recovery(u)
	if err != nil {
		return nil, err
	}
	p.sendCode(u, forReset, to, c.now)
	u.status = resetRequired
	u.imported = false // nothing hides it from clients any more: an administrator did it
	u.touch(c.now)
	return nil, nil
}

// adminDisable blocks every sign-in and ends the user's sessions, of which AWS
// says only that access tokens are revoked: that refresh tokens stay so once the
// user is enabled again is the strictest.
func adminDisable(c *call) (any, error) {
	return c.changeUser(func(u *user) {
		u.disabled = true
		u.signOut()
		u.touch(c.now)
	})
}

// adminEnable lets the user sign in again.
func adminEnable(c *call) (any, error) {
	return c.changeUser(func(u *user) {
		u.disabled = false
		u.touch(c.now)
	})
}

// adminSignOut ends every session of the user.
func adminSignOut(c *call) (any, error) { return c.changeUser((*user).signOut) }

// adminDelete deletes the user for good, enabled or not. Whether the service asks
// for them to be disabled first is unconfirmed: only its console is known to.
func adminDelete(c *call) (any, error) { return c.changeUser(c.pool.remove) }

// changeUser does something to the user that the call names.
func (c *call) changeUser(do func(*user)) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	do(u)
	return nil, nil
}
