package localpool

// challenge is how the answer to one ChallengeName is taken.
type challenge struct {
	needs []string // beside USERNAME
	take  func(*call, *dialogue, map[string]string) (outcome, error)
}

// challenges holds every name of the service's model but ADMIN_NO_SRP_AUTH,
// which is never valid. It is filled in init because answers lead back to it.
var challenges map[string]challenge

func init() {
	challenges = map[string]challenge{
		"PASSWORD_VERIFIER":        {proofNeeds, takePasswordProof},
		"SELECT_CHALLENGE":         {[]string{"ANSWER"}, takeChoice},
		"PASSWORD":                 {[]string{"PASSWORD"}, takePassword},
		"PASSWORD_SRP":             {[]string{"SRP_A"}, takeSRP},
		"EMAIL_OTP":                {[]string{"EMAIL_OTP_CODE"}, takeEmailCode},
		"SMS_OTP":                  {[]string{"SMS_OTP_CODE"}, takeSMSCode},
		"SMS_MFA":                  {[]string{"SMS_MFA_CODE"}, takeSMSMFA},
		"SOFTWARE_TOKEN_MFA":       {[]string{"SOFTWARE_TOKEN_MFA_CODE"}, takeSoftwareToken},
		"SELECT_MFA_TYPE":          {[]string{"ANSWER"}, takeMFAType},
		"MFA_SETUP":                {nil, takeMFASetup},
		"NEW_PASSWORD_REQUIRED":    {[]string{"NEW_PASSWORD"}, takeNewPassword},
		"CUSTOM_CHALLENGE":         {nil, takeCustom},
		"DEVICE_SRP_AUTH":          {[]string{"DEVICE_KEY", "SRP_A"}, takeDeviceSRP},
		"DEVICE_PASSWORD_VERIFIER": {append([]string{"DEVICE_KEY"}, proofNeeds...), takeDeviceProof},
		"WEB_AUTHN":                {[]string{"CREDENTIAL"}, takePasskey},
	}
}

// challengeNames lists them as the service does in a refusal.
var challengeNames = []string{
	"SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP",
	"PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH",
	"DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED",
	"SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP",
}

// respondToChallenge is RespondToAuthChallenge and AdminRespondToAuthChallenge.
func respondToChallenge(c *call) (any, error) {
	given, name := c.in.pairs("ChallengeResponses"), c.in.str("ChallengeName")
	if err := needs(given, "USERNAME"); err != nil {
		return nil, err
	}
	if err := c.client.checkHash(given["USERNAME"], given["SECRET_HASH"]); err != nil {
		return nil, err
	}
	x, ok := challenges[name]
	if !ok {
		return nil, invalidParameter("%s is not a valid challenge for this operation.", name)
	}
	if err := needs(given, x.needs...); err != nil {
		return nil, err
	}
	return c.under(func() (outcome, error) {
		d, err := c.resumeAt(name, given)
		if err != nil {
			return outcome{}, err
		}
		return x.take(c, d, given)
	})
}

// resumeAt finds the dialogue that waits for this answer. A session begun by an
// administrator's call must be answered by one, and the other way round: the
// strictest reading.
func (c *call) resumeAt(name string, given map[string]string) (*dialogue, error) {
	token := c.in.str("Session")
	if token == "" {
		token = sessionInBlock(given["PASSWORD_CLAIM_SECRET_BLOCK"])
	}
	d, err := c.pool.resume(c, token)
	if err != nil {
		return nil, err
	}
	if d.challenge != name || d.admin != c.admin || !d.is(c.pool, given["USERNAME"]) {
		return nil, errSession
	}
	c.dialogue = d
	if err := c.stands(d); err != nil {
		return nil, err
	}
	if d.told && c.pool.fold(given["USERNAME"]) != c.pool.fold(d.name) {
		d.aliased = true // if the answer is refused, too: the strictest reading
	}
	return d, d.present(c.pool, given["DEVICE_KEY"])
}
