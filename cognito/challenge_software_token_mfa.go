package cognito

// SoftwareTokenMFA is SOFTWARE_TOKEN_MFA: the code of an authenticator app.
type SoftwareTokenMFA struct {
	*pending
	DeviceName string // FRIENDLY_DEVICE_NAME: what the user called the app's device; may be empty
}

func decodeSoftwareTokenMFA(p *pending, a authAnswer) (Step, error) {
	return SoftwareTokenMFA{p, a.parameters["FRIENDLY_DEVICE_NAME"]}, nil
}

// Code answers with the code. A wrong one, or one used before (CodeUsed), keeps
// the session.
func (c SoftwareTokenMFA) Code(code string) Answer {
	return c.answer(map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code})
}
