package localpool

import (
	"maps"
	"slices"
)

// beginCustom is CUSTOM_AUTH: the pool's function says what comes. A sign-in
// begun with SRP says so to it by a first round SRP_A. The guide and public
// clients name the parameter CHALLENGE_NAME, the SDK's comment ChallengeName.
func beginCustom(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if err := d.user.blocked(c.client); err != nil {
		return outcome{}, err
	}
	d.custom = true
	if given["CHALLENGE_NAME"] != "SRP_A" && given["ChallengeName"] != "SRP_A" {
		return c.nextRound(d, "")
	}
	if err := needs(given, "SRP_A"); err != nil {
		return outcome{}, err
	}
	return c.nextRound(d, given["SRP_A"], CustomRound{Challenge: "SRP_A", Passed: true})
}

// nextRound goes on after these rounds, which count only where that succeeds: an
// answer that is refused can be given again. AWS runs no MFA after a custom
// challenge.
func (c *call) nextRound(d *dialogue, a string, played ...CustomRound) (outcome, error) {
	rounds := slices.Concat(d.rounds, played)
	step, err := c.askTrigger(d, rounds)
	if err != nil {
		return outcome{}, err
	}
	next, err := c.takeStep(d, step, a)
	if err == nil {
		d.rounds = rounds
	}
	return next, err
}

// askTrigger asks the pool's function, without the lock.
func (c *call) askTrigger(d *dialogue, rounds []CustomRound) (step CustomStep, err error) {
	state := CustomState{Username: d.name, UserNotFound: d.user == nil, Rounds: slices.Clone(rounds)}
	if d.user == nil {
		state.Username = d.typed
	} else {
		state.User = d.user.attributeMap()
	}
	crashed := false
	err = c.outside(d, func() {
		defer func() { crashed = recover() != nil }()
		step = c.pool.Custom(state)
	})
	if err == nil && crashed {
		err = errTrigger
	}
	return step, err
}

// errTrigger is a trigger that crashed; the text is unconfirmed.
var errTrigger = refuse("UnexpectedLambdaException", "CreateAuthChallenge invocation failed due to error Unhandled.")

// takeStep does what the pool's function says.
func (c *call) takeStep(d *dialogue, step CustomStep, a string) (outcome, error) {
	switch {
	case step.Err != "":
		return outcome{}, refuse("UserLambdaValidationException", "CreateAuthChallenge failed with error %s.", step.Err)
	case step.Failed || step.Done && d.user == nil:
		d.spend()
		return outcome{}, errWrongPassword
	case step.Done:
		return c.passedFirst(d)
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
