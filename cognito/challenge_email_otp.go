package cognito

// EmailOTP is EMAIL_OTP: the code of an email, as first or second factor.
type EmailOTP struct {
	*pending
	Delivery Delivery // where the code went; without an attribute
}

func decodeEmailOTP(p *pending, a authAnswer) (Step, error) {
	return EmailOTP{p, a.delivery(p)}, nil
}

// Code answers with the code, of any length. A wrong one keeps the session.
func (c EmailOTP) Code(code string) Answer {
	return c.answer(map[string]string{"EMAIL_OTP_CODE": code})
}
