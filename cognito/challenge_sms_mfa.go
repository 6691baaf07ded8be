package cognito

// SMSMFA is SMS_MFA: the code of a text message, as a second factor.
type SMSMFA struct {
	*pending
	Delivery Delivery // where the code went; without an attribute
}

func decodeSMSMFA(p *pending, a authAnswer) (Step, error) {
	return SMSMFA{p, a.delivery(p)}, nil
}

// Code answers with the code, of any length. A wrong one keeps the session.
func (c SMSMFA) Code(code string) Answer {
	return c.answer(map[string]string{"SMS_MFA_CODE": code})
}
