package localpool

// getUserPoolMFAConfig tells which second factors the pool enables. Those that are
// off are absent, but for the authenticator, which says so. The settings of
// passkeys are there where they are a first factor, without a relying party, which
// the pool hasn't (see startWebAuthn). What the service leaves out when is
// unconfirmed.
func getUserPoolMFAConfig(c *call) (any, error) {
	p := c.pool
	answer := object{
		"MfaConfiguration":              p.mfaConfiguration(),
		"SoftwareTokenMfaConfiguration": object{"Enabled": p.TOTPMFA},
	}
	if p.SMSMFA {
		answer["SmsMfaConfiguration"] = object{
			"SmsAuthenticationMessage": "Your authentication code is {####}.",
			"SmsConfiguration": object{
				"SnsCallerArn": "arn:aws:iam::000000000000:role/local-sms", "SnsRegion": c.s.config.Region,
			},
		}
	}
	if p.EmailMFA {
		answer["EmailMfaConfiguration"] = object{
			"Message": "Your authentication code is {####}.", "Subject": "Your authentication code",
		}
	}
	if p.allowsFirst("WEB_AUTHN") {
		answer["WebAuthnConfiguration"] = object{"UserVerification": "preferred"}
	}
	return answer, nil
}
