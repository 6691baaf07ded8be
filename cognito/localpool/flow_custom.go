package localpool

import "maps"

// beginCustom is CUSTOM_AUTH: the pool's function says what comes. A sign-in
// begun with SRP says so to it by a first round SRP_A. The guide and public
// clients name the parameter CHALLENGE_NAME, the SDK's comment ChallengeName.
func beginCustom(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if err := d.user.blocked(c.client); err != nil {
		return outcome{}, err
	}
	d.custom = true
	if given["CHALLENGE_NAME"] == "SRP_A" || given["ChallengeName"] == "SRP_A" {
		if err := needs(given, "SRP_A"); err != nil {
			return outcome{}, err
		}
		d.rounds = []CustomRound{{Challenge: "SRP_A", Passed: true}}
	}
	return c.nextRound(d, given["SRP_A"])
}

// nextRound asks the pool's function, without the lock. AWS runs no MFA after a
// custom challenge.
func (c *call) nextRound(d *dialogue, a string) (outcome, error) {
	state := CustomState{Username: d.name, UserNotFound: d.user == nil, Rounds: append([]CustomRound{}, d.rounds...)}
	if d.user == nil {
		state.Username = d.typed
	} else {
		state.User = d.user.attributeMap()
	}
	var step CustomStep
	if err := c.outside(d, func() { step = c.pool.Custom(state) }); err != nil {
		return outcome{}, err
	}
	switch {
	case step.Err != "":
		return outcome{}, refuse("UserLambdaValidationException", "CreateAuthChallenge failed with error %s.", step.Err)
	case step.Failed || step.Done && d.user == nil:
		d.spend()
		return outcome{}, errWrongPassword
	case step.Done:
		return c.passedCustom(d)
	case step.Challenge == "PASSWORD_VERIFIER" && a != "":
		return c.askProof(d, a)
	case step.Challenge != "" && step.Challenge != "CUSTOM_CHALLENGE":
		return outcome{}, refuse("InvalidLambdaResponseException", "DefineAuthChallenge returned an invalid challenge %s", step.Challenge)
	}
	d.hidden = step.Private
	parameters := map[string]string{}
	maps.Copy(parameters, step.Parameters)
	return c.ask(d, "CUSTOM_CHALLENGE", parameters), nil
}

// passedCustom signs the user in. That an unconfirmed user is refused and that a
// temporary password must be replaced here too is the strictest reading.
func (c *call) passedCustom(d *dialogue) (outcome, error) {
	switch {
	case d.user.status == unconfirmed:
		return outcome{}, errNotConfirmed
	case c.pool.temporaryExpired(d.user, c.now):
		return outcome{}, errTemporaryExpired
	}
	d.mark()
	if err := d.judgeDevice(); err != nil {
		return outcome{}, err
	}
	if d.user.status == mustChange {
		return c.askNewPassword(d), nil
	}
	return c.goOn(d)
}
