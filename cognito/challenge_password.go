package cognito

// PasswordChallenge is PASSWORD: the password within a USER_AUTH sign-in.
type PasswordChallenge struct{ *pending }

func decodePassword(p *pending, _ authAnswer) (Step, error) { return PasswordChallenge{p}, nil }

// Password answers with the password.
func (c PasswordChallenge) Password(password string) Answer {
	return c.answer(map[string]string{"PASSWORD": password})
}

// PasswordSRPChallenge is PASSWORD_SRP: a proof of the password within a
// USER_AUTH sign-in.
type PasswordSRPChallenge struct{ *pending }

func decodePasswordSRP(p *pending, _ authAnswer) (Step, error) { return PasswordSRPChallenge{p}, nil }

// Password answers with SRP_A; the password is proved within the same Respond.
func (c PasswordSRPChallenge) Password(password string) Answer {
	a := c.answer(map[string]string{})
	a.password = password
	return a
}
