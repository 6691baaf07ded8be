package diagnosis

import (
	"cognito-tui/cognito/remedy"
)

// Verdict is whether a remedy works.
type Verdict int

// The verdicts.
const (
	NotJudged Verdict = iota // it is up to the service
	WillWork
	WontWork
)

// Judge says whether a remedy works in this state, and what it does or why not; for
// the dry run of a job. It needs no more than ListUsers tells, where Facts.Listed
// says so. Whether it helps the person to sign in is for Of to say.
func Judge(id remedy.ID, f Facts) (Verdict, string) {
	if verdict, why := f.judge(id); verdict != NotJudged || why != "" {
		return verdict, why
	}
	d := Of(f)
	for next := &d; next != nil; next = next.Next {
		for _, x := range next.Fails {
			if x.Remedy == id {
				return WontWork, x.Why
			}
		}
		for _, o := range next.Works {
			if o.Remedy == id && o.Unsure {
				return NotJudged, o.Detail
			} else if o.Remedy == id {
				return WillWork, o.Detail
			}
		}
	}
	return f.judgeRest(id)
}

// judge is what the table doesn't say: of somebody who isn't there, and what an app
// client keeps to itself.
func (f Facts) judge(id remedy.ID) (Verdict, string) {
	switch {
	case !f.Found && id == remedy.Create:
		return WillWork, remedy.Get(id).Does
	case !f.Found:
		return WontWork, nobody.Text
	case id == remedy.Create:
		return WontWork, "there is such a user already"
	case id == remedy.Resend && disabled(f) && (masked(f) || !clientKnown(f)):
		return NotJudged, "a disabled user is sent nothing, and the service may not say so"
	}
	return NotJudged, ""
}

// judgeRest is of the remedies that no row speaks of.
func (f Facts) judgeRest(id remedy.ID) (Verdict, string) {
	switch id {
	case remedy.VerifyEmail:
		return f.judgeVerify("email", "there is no email", noVerifyEmail.Text)
	case remedy.VerifyPhone:
		return f.judgeVerify("phone_number", "there is no phone number", noVerifyPhone.Text)
	case remedy.FactorOff, remedy.PreferFactor:
		return f.judgeFactor(id)
	case remedy.Enable, remedy.Disable, remedy.SignOut, remedy.Delete, remedy.TemporaryPassword, remedy.PermanentPassword:
		return WillWork, remedy.Get(id).Does
	}
	return NotJudged, "" // it depends on the address, the group or the device
}

func (f Facts) judgeVerify(attribute, none, taken string) (Verdict, string) {
	switch {
	case f.value(attribute) == "":
		return WontWork, none
	case remedy.Verified(f.User, attribute):
		return WillWork, "verified already"
	}
	switch f.free(attribute) {
	case Impossible:
		return WontWork, taken
	case Perhaps:
		return NotJudged, "refused if it is another user's name to sign in with"
	}
	return WillWork, remedy.Get(remedy.VerifyEmail).Does
}

func (f Facts) judgeFactor(id remedy.ID) (Verdict, string) {
	switch {
	case id == remedy.FactorOff && !f.Listed && !factorsOn(f):
		return WontWork, "no second factor is on"
	case id == remedy.FactorOff && !f.Listed && mfaRequired(f):
		return WontWork, "refused: MFA is required in this pool"
	case id == remedy.FactorOff && !f.Listed && confirmed(f) && poolKnown(f):
		return WillWork, remedy.Get(id).Does
	}
	return NotJudged, "it depends on the second factors"
}
