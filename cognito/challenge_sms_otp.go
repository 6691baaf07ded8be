package cognito

// SMSOTP is SMS_OTP: the code of a text message, as the only factor.
type SMSOTP struct {
	*pending
	Delivery Delivery // where the code went; without an attribute
}

func decodeSMSOTP(p *pending, a authAnswer) (Step, error) {
	return SMSOTP{p, a.delivery(p)}, nil
}

// Code answers with the code, of any length. A wrong one keeps the session.
func (c SMSOTP) Code(code string) Answer {
	return c.answer(map[string]string{"SMS_OTP_CODE": code})
}
