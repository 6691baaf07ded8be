package localpool

// CustomAuth is the custom challenge of a pool: one function in place of the
// service's Define-, Create- and VerifyAuthChallenge triggers. It is asked at
// the beginning and after every answer what comes next. It may be called from
// many goroutines at once and must not call the pool.
type CustomAuth func(CustomState) CustomStep

// CustomState is what the function decides by.
type CustomState struct {
	Username     string            // the pool's own name; what was typed where there is no such user
	User         map[string]string // the user's attributes; nil where there is no such user
	UserNotFound bool              // a client that hides missing users asks for one
	Rounds       []CustomRound     // what was answered so far, the oldest first
}

// CustomRound is a challenge that was answered.
type CustomRound struct {
	Challenge string // CUSTOM_CHALLENGE, SRP_A (a sign-in begun with SRP) or PASSWORD_VERIFIER
	Answer    string // of CUSTOM_CHALLENGE: what was given
	Passed    bool   // the answer was the expected one
}

// CustomStep is what comes next. The zero value is a CUSTOM_CHALLENGE that no
// answer but the empty one passes.
type CustomStep struct {
	Challenge  string            // empty is CUSTOM_CHALLENGE; PASSWORD_VERIFIER where the last round is SRP_A
	Parameters map[string]string // shown to the client
	Private    string            // the expected answer
	Done       bool              // the user is signed in
	Failed     bool              // the sign-in is refused
	Err        string            // the trigger threw: its message
}
