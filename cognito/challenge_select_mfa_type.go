package cognito

// SelectMFAType is SELECT_MFA_TYPE: several second factors are set up and none
// is preferred.
type SelectMFAType struct {
	*pending
	Choices []string // as the service lists them: SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP
}

func decodeSelectMFAType(p *pending, a authAnswer) (Step, error) {
	choices, err := a.list(p, "MFAS_CAN_CHOOSE", true)
	if err != nil {
		return nil, err
	}
	return SelectMFAType{p, choices}, nil
}

// Choose answers with one of Choices, spelled as the service spelled it.
func (c SelectMFAType) Choose(name string) Answer {
	return c.answer(map[string]string{"ANSWER": name})
}
