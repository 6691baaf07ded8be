package cognito

import "testing"

// TestTold is what a record of a refusal says, which is what the call itself said.
func TestTold(t *testing.T) {
	for _, test := range []struct {
		op, challenge, code, message string
		want                         Kind
	}{
		{"InitiateAuth", "", "NotAuthorizedException", "Incorrect username or password.", WrongPassword},
		{"RespondToAuthChallenge", "CUSTOM_CHALLENGE", "NotAuthorizedException", "Incorrect username or password.", ChallengeFailed},
		{"SignUp", "", "UsernameExistsException", "", UsernameTaken},
		{"GetUser", "", "NoSuchException", "", ServiceFault},
	} {
		e := Told(test.op, test.challenge, test.code, test.message, 500)
		if e.Kind != test.want || e.Op != test.op || e.Code != test.code || e.Challenge != test.challenge {
			t.Errorf("got %#v, want %v", e, test.want)
		}
	}
	e := Told("SignUp", "", "InvalidParameterException", "Attributes did not conform to the schema: name: The attribute is required\n", 400)
	if e.Kind != AttributeRequired || len(e.Attributes) != 1 {
		t.Errorf("got %#v for %v", e, e.Attributes)
	}
}

func TestLost(t *testing.T) {
	if e := Lost("SignUp", "", ConnectionLost, true); !e.MayHaveHappened || e.Kind != ConnectionLost {
		t.Errorf("got %#v", e)
	}
	if Lost("SignUp", "", ConnectionRefused, false).MayHaveHappened || Lost("GetUser", "", ConnectionLost, true).MayHaveHappened {
		t.Error("what was never sent, or reads, may have happened")
	}
}
