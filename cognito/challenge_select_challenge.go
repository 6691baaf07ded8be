package cognito

// SelectChallenge is SELECT_CHALLENGE: the ways of USER_AUTH that the user may
// sign in by.
type SelectChallenge struct {
	*pending
	Choices []string // AvailableChallenges: PASSWORD, PASSWORD_SRP, EMAIL_OTP, SMS_OTP, WEB_AUTHN
}

func decodeSelectChallenge(p *pending, a authAnswer) (Step, error) {
	if len(a.available) == 0 {
		return nil, a.bad("AvailableChallenges", "is missing")
	}
	return SelectChallenge{p, namesOf(a.available)}, nil
}

// Choose answers with one of Choices and nothing else: the challenge chosen comes
// next. PASSWORD and PASSWORD_SRP have methods of their own.
func (c SelectChallenge) Choose(name string) Answer {
	return c.answer(map[string]string{"ANSWER": name})
}

// Password chooses PASSWORD and gives it in the same answer.
func (c SelectChallenge) Password(password string) Answer {
	return c.answer(map[string]string{"ANSWER": "PASSWORD", "PASSWORD": password})
}

// SRP chooses PASSWORD_SRP; the password is proved within the same Respond.
func (c SelectChallenge) SRP(password string) Answer {
	a := c.answer(map[string]string{"ANSWER": "PASSWORD_SRP"})
	a.password = password
	return a
}
