package cognito

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// script is a server that gives its answers in turn and keeps what it was asked.
type script struct {
	t       *testing.T
	answers []string // JSON; one that begins with "!" is a refusal: !Exception message
	asked   []request
}

type request struct {
	op   string
	body map[string]any
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.asked = append(s.asked, request{op, sentBody(s.t, r)})
	if len(s.answers) == 0 {
		s.t.Fatalf("%s was not expected", op)
	}
	answer := s.answers[0]
	s.answers = s.answers[1:]
	if refusal, ok := strings.CutPrefix(answer, "!"); ok {
		code, message, _ := strings.Cut(refusal, " ")
		return refusing(400, code+"Exception", message).RoundTrip(r)
	}
	return answerOf(200, nil, answer), nil
}

// texts is a map of texts within the i-th request.
func (s *script) texts(i int, member string) map[string]string {
	out := map[string]string{}
	if m, ok := s.asked[i].body[member].(map[string]any); ok {
		for k, v := range m {
			out[k], _ = v.(string)
		}
	}
	return out
}

func scripted(t *testing.T, answers ...string) (*script, Config) {
	s := &script{t: t, answers: answers}
	return s, testConfig(s)
}

// challengeJSON is an answer with a challenge.
func challengeJSON(name, session string, parameters map[string]string) string {
	b, _ := json.Marshal(map[string]any{"ChallengeName": name, "Session": session, "ChallengeParameters": parameters})
	return string(b)
}

const tokensJSON = `{"AuthenticationResult":{"AccessToken":"a","IdToken":"i","RefreshToken":"r","ExpiresIn":3600,"TokenType":"Bearer"}}`

// verifier is a sound PASSWORD_VERIFIER or its sibling for devices.
func verifier(name string) string {
	return challengeJSON(name, "session-2", map[string]string{"SALT": "f00d", "SRP_B": "1234567890abcdef",
		"SECRET_BLOCK": "c2VjcmV0", "USERNAME": "own-ann", "USER_ID_FOR_SRP": "own-ann"})
}

// TestWhatEachFlowSends compares the AuthParameters of every way to begin.
func TestWhatEachFlowSends(t *testing.T) {
	device := &Device{Key: "us-east-1_0a", GroupKey: "-g", Password: "p"}
	for _, x := range []struct {
		name    string
		request SignInRequest
		flow    string
		want    string // names of the parameters but USERNAME and SECRET_HASH; values but for SRP_A
	}{
		{"password", SignInRequest{Flow: PasswordFlow, Password: "pw"}, "USER_PASSWORD_AUTH", "PASSWORD=pw"},
		{"automatic, unknown client", SignInRequest{Password: "pw"}, "USER_PASSWORD_AUTH", "PASSWORD=pw"},
		{"automatic, SRP first", SignInRequest{Password: "pw", Allowed: []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"}}, "USER_SRP_AUTH", "SRP_A"},
		{"automatic, the default flows", SignInRequest{Password: "pw", Allowed: []string{}}, "USER_SRP_AUTH", "SRP_A"},
		{"automatic, legacy name", SignInRequest{Password: "pw", Allowed: []string{"USER_PASSWORD_AUTH"}}, "USER_PASSWORD_AUTH", "PASSWORD=pw"},
		{"automatic, USER_AUTH", SignInRequest{Password: "pw", Allowed: []string{"ALLOW_USER_AUTH"}}, "USER_AUTH", "PASSWORD=pw PREFERRED_CHALLENGE=PASSWORD"},
		{"automatic, custom", SignInRequest{Password: "pw", Allowed: []string{"CUSTOM_AUTH_FLOW_ONLY"}}, "CUSTOM_AUTH", ""},
		{"SRP", SignInRequest{Flow: SRPFlow, Password: "pw"}, "USER_SRP_AUTH", "SRP_A"},
		{"SRP with a device", SignInRequest{Flow: SRPFlow, Password: "pw", Device: device}, "USER_SRP_AUTH", "DEVICE_KEY=us-east-1_0a SRP_A"},
		{"choice", SignInRequest{Flow: ChoiceFlow}, "USER_AUTH", ""},
		{"choice of the password", SignInRequest{Flow: ChoiceFlow, Preferred: "PASSWORD", Password: "pw"}, "USER_AUTH", "PASSWORD=pw PREFERRED_CHALLENGE=PASSWORD"},
		{"choice of SRP", SignInRequest{Flow: ChoiceFlow, Preferred: "PASSWORD_SRP", Password: "pw"}, "USER_AUTH", "PREFERRED_CHALLENGE=PASSWORD_SRP SRP_A"},
		{"choice of a code", SignInRequest{Flow: ChoiceFlow, Preferred: "EMAIL_OTP"}, "USER_AUTH", "PREFERRED_CHALLENGE=EMAIL_OTP"},
		{"choice by a session", SignInRequest{Flow: ChoiceFlow, Preferred: "EMAIL_OTP", Session: "confirmed"}, "USER_AUTH", ""},
		{"custom", SignInRequest{Flow: CustomFlow}, "CUSTOM_AUTH", ""},
		{"custom begun with SRP", SignInRequest{Flow: CustomFlow, Password: "pw"}, "CUSTOM_AUTH", "CHALLENGE_NAME=SRP_A SRP_A"},
	} {
		t.Run(x.name, func(t *testing.T) {
			s, config := scripted(t, tokensJSON)
			x.request.Username = "ann"
			if _, err := New(config).SignIn(t.Context(), x.request); err != nil {
				t.Fatal(err)
			}
			p := s.texts(0, "AuthParameters")
			if p["USERNAME"] != "ann" || p["SECRET_HASH"] != secretHash("ann", testClientID, config.ClientSecret) {
				t.Errorf("name and hash are %q, %q", p["USERNAME"], p["SECRET_HASH"])
			}
			var got []string
			for _, name := range slices.Sorted(maps.Keys(p)) {
				switch name {
				case "USERNAME", "SECRET_HASH":
				case "SRP_A":
					got = append(got, name)
				default:
					got = append(got, name+"="+p[name])
				}
			}
			if strings.Join(got, " ") != x.want || s.asked[0].body["AuthFlow"] != x.flow {
				t.Errorf("%v sends %v, want %s %s", s.asked[0].body["AuthFlow"], got, x.flow, x.want)
			}
			if session, _ := s.asked[0].body["Session"].(string); session != x.request.Session {
				t.Errorf("the session is %q", session)
			}
		})
	}
}

// TestAnswers gives each challenge its answer: the responses hold the pool's own
// name and the hash over it, and the session is that of the last answer.
func TestAnswers(t *testing.T) {
	for name, x := range map[string]struct {
		parameters map[string]string
		answer     func(Step) Answer
		want       string
	}{
		"SMS_MFA":            {nil, func(s Step) Answer { return s.(SMSMFA).Code("123456") }, "SMS_MFA_CODE=123456"},
		"EMAIL_OTP":          {nil, func(s Step) Answer { return s.(EmailOTP).Code("12345678") }, "EMAIL_OTP_CODE=12345678"},
		"SMS_OTP":            {nil, func(s Step) Answer { return s.(SMSOTP).Code("123456") }, "SMS_OTP_CODE=123456"},
		"SOFTWARE_TOKEN_MFA": {nil, func(s Step) Answer { return s.(SoftwareTokenMFA).Code("123456") }, "SOFTWARE_TOKEN_MFA_CODE=123456"},
		"SELECT_MFA_TYPE":    {map[string]string{"MFAS_CAN_CHOOSE": `["SMS_MFA","EMAIL_OTP"]`}, func(s Step) Answer { return s.(SelectMFAType).Choose("EMAIL_OTP") }, "ANSWER=EMAIL_OTP"},
		"MFA_SETUP":          {map[string]string{"MFAS_CAN_SETUP": `["EMAIL_OTP"]`}, func(s Step) Answer { return s.(MFASetup).Email("a@b") }, "EMAIL=a@b"},
		"PASSWORD":           {nil, func(s Step) Answer { return s.(PasswordChallenge).Password("pw") }, "PASSWORD=pw"},
		"CUSTOM_CHALLENGE":   {map[string]string{"question": "?"}, func(s Step) Answer { return s.(CustomChallenge).Give("blue") }, "ANSWER=blue"},
		"NEW_PASSWORD_REQUIRED": {map[string]string{"requiredAttributes": `["userAttributes.name","userAttributes.email"]`, "userAttributes": `{"email":"a@b"}`},
			func(s Step) Answer {
				n := s.(NewPasswordRequired)
				if !slices.Equal(n.Required, []string{"name"}) {
					panic(fmt.Sprint("required: ", n.Required))
				}
				return n.Set("pw2", map[string]string{"name": "Ann"})
			}, "NEW_PASSWORD=pw2 userAttributes.name=Ann"},
	} {
		t.Run(name, func(t *testing.T) {
			parameters := map[string]string{"USER_ID_FOR_SRP": "own-ann"}
			maps.Copy(parameters, x.parameters)
			if name == "CUSTOM_CHALLENGE" {
				delete(parameters, "USER_ID_FOR_SRP") // its parameters are the function's own
			}
			s, config := scripted(t, challengeJSON(name, "session-1", parameters), tokensJSON)
			step, err := New(config).SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw"})
			if err != nil {
				t.Fatal(err)
			}
			if c := step.(Challenge); c.Name() != name || c.Course().Flow != PasswordFlow {
				t.Errorf("the step is %s of %s", c.Name(), c.Course().Flow)
			}
			answer := x.answer(step)
			if _, err := New(config).Respond(t.Context(), answer); err != nil {
				t.Fatal(err)
			}
			own := "own-ann"
			if name == "CUSTOM_CHALLENGE" {
				own = "ann"
			}
			got := s.texts(1, "ChallengeResponses")
			want := map[string]string{"USERNAME": own, "SECRET_HASH": secretHash(own, testClientID, config.ClientSecret)}
			for _, pair := range strings.Fields(x.want) {
				k, v, _ := strings.Cut(pair, "=")
				want[k] = v
			}
			if !maps.Equal(got, want) {
				t.Errorf("the responses are %v, want %v", got, want)
			}
			if b := s.asked[1].body; b["Session"] != "session-1" || b["ChallengeName"] != name || answer.Challenge() != name {
				t.Errorf("session %v of challenge %v", b["Session"], b["ChallengeName"])
			}
		})
	}
}

// TestSRPInside makes the round trip of SRP within SignIn.
func TestSRPInside(t *testing.T) {
	s, config := scripted(t, verifier("PASSWORD_VERIFIER"), challengeJSON("SOFTWARE_TOKEN_MFA", "session-3", nil), tokensJSON)
	c := New(config)
	step, err := c.SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "alias@example.com", Password: "pw"})
	if err != nil {
		t.Fatal(err)
	}
	proof := s.texts(1, "ChallengeResponses")
	for _, name := range []string{"PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP", "SECRET_HASH"} {
		if proof[name] == "" {
			t.Errorf("%s isn't sent", name)
		}
	}
	if proof["USERNAME"] != "own-ann" || proof["PASSWORD_CLAIM_SECRET_BLOCK"] != "c2VjcmV0" || s.asked[1].body["Session"] != "session-2" {
		t.Errorf("sent %v with session %v", proof, s.asked[1].body["Session"])
	}
	in, err := c.Respond(t.Context(), step.(SoftwareTokenMFA).Code("123456"))
	if err != nil {
		t.Fatal(err)
	}
	if got := in.(SignedIn).Course; got.Username != "own-ann" || got.Flow != SRPFlow {
		t.Errorf("the course is %+v", got)
	}
	if s.texts(2, "ChallengeResponses")["USERNAME"] != "own-ann" || s.asked[2].body["Session"] != "session-3" {
		t.Errorf("the last answer was %v", s.asked[2].body)
	}
}

// TestChosenSRP chooses PASSWORD_SRP, in the list and as a challenge.
func TestChosenSRP(t *testing.T) {
	list := `{"ChallengeName":"SELECT_CHALLENGE","Session":"session-1","AvailableChallenges":["PASSWORD","PASSWORD_SRP"],"ChallengeParameters":{}}`
	for name, first := range map[string]string{"list": list, "challenge": challengeJSON("PASSWORD_SRP", "session-1", nil)} {
		s, config := scripted(t, first, verifier("PASSWORD_VERIFIER"), tokensJSON)
		c := New(config)
		step, err := c.SignIn(t.Context(), SignInRequest{Flow: ChoiceFlow, Username: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		var answer Answer
		switch step := step.(type) {
		case SelectChallenge:
			answer = step.SRP("pw")
		case PasswordSRPChallenge:
			answer = step.Password("pw")
		}
		if _, err = c.Respond(t.Context(), answer); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if s.texts(1, "ChallengeResponses")["SRP_A"] == "" || s.asked[2].body["ChallengeName"] != "PASSWORD_VERIFIER" {
			t.Errorf("%s: asked %v", name, s.asked)
		}
	}
}

// TestAutomaticFallsToSRP is refused the password flow and proves the password.
func TestAutomaticFallsToSRP(t *testing.T) {
	off := "!InvalidParameter USER_PASSWORD_AUTH flow not enabled for this client"
	s, config := scripted(t, off, verifier("PASSWORD_VERIFIER"), tokensJSON)
	step, err := New(config).SignIn(t.Context(), SignInRequest{Username: "ann", Password: "pw"})
	if err != nil {
		t.Fatal(err)
	}
	if in := step.(SignedIn); !in.Course.FellToSRP || in.Course.Flow != SRPFlow || s.asked[1].body["AuthFlow"] != "USER_SRP_AUTH" {
		t.Errorf("got %+v after %v", in.Course, s.asked[1].body)
	}
	_, config = scripted(t, off)
	config.UserPoolID = ""
	_, err = New(config).SignIn(t.Context(), SignInRequest{Username: "ann", Password: "pw"})
	wantKind(t, err, NeedsPoolID)
	_, config = scripted(t, off)
	_, err = New(config).SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw"})
	wantKind(t, err, FlowNotEnabled)
}

// TestDeviceProof answers both challenges of a remembered device.
func TestDeviceProof(t *testing.T) {
	s, config := scripted(t, verifier("PASSWORD_VERIFIER"), challengeJSON("DEVICE_SRP_AUTH", "session-3", nil),
		verifier("DEVICE_PASSWORD_VERIFIER"), tokensJSON)
	step, err := New(config).SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "ann", Password: "pw",
		Device: &Device{"us-east-1_0a", "-g", "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	if in := step.(SignedIn); in.DeviceKey != "us-east-1_0a" || in.NewDevice != nil || !in.Course.DeviceProved {
		t.Errorf("got %+v", in)
	}
	for i, want := range []string{"", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"} {
		if got, _ := s.asked[i].body["ChallengeName"].(string); got != want {
			t.Errorf("request %d answers %q, want %q", i, got, want)
		}
		sent := s.texts(i, "ChallengeResponses")
		if i > 0 && (sent["DEVICE_KEY"] != "us-east-1_0a" || sent["USERNAME"] != "own-ann") {
			t.Errorf("request %d sends %v", i, sent)
		}
	}
}

// TestUnknownDeviceIsDropped signs in without a device that the pool doesn't
// know, whenever it says so.
func TestUnknownDeviceIsDropped(t *testing.T) {
	unknown := "!ResourceNotFound Device does not exist."
	for name, answers := range map[string][]string{
		"at the beginning": {unknown, verifier("PASSWORD_VERIFIER"), tokensJSON},
		"at the password":  {verifier("PASSWORD_VERIFIER"), unknown, verifier("PASSWORD_VERIFIER"), tokensJSON},
		"at its own proof": {verifier("PASSWORD_VERIFIER"), challengeJSON("DEVICE_SRP_AUTH", "s", nil), verifier("DEVICE_PASSWORD_VERIFIER"),
			"!NotAuthorized Incorrect username or password.", verifier("PASSWORD_VERIFIER"), tokensJSON},
	} {
		t.Run(name, func(t *testing.T) {
			s, config := scripted(t, answers...)
			step, err := New(config).SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "ann", Password: "pw", Device: &Device{"us-east-1_0a", "-g", "secret"}})
			if err != nil {
				t.Fatal(err)
			}
			if in := step.(SignedIn); !in.Course.DeviceDropped || in.DeviceKey != "" || in.Course.DeviceProved {
				t.Errorf("got %+v", in)
			}
			if sent := s.texts(len(s.asked)-1, "ChallengeResponses"); sent["DEVICE_KEY"] != "" {
				t.Error("the device is presented again")
			}
		})
	}
	_, config := scripted(t, challengeJSON("SMS_MFA", "s", nil), unknown)
	c := New(config)
	step, err := c.SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw", Device: &Device{"us-east-1_0a", "-g", "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Respond(t.Context(), step.(SMSMFA).Code("1"))
	wantKind(t, err, DeviceUnknown)
}

// TestMFASetupByApp walks the three calls with the session of each last answer.
func TestMFASetupByApp(t *testing.T) {
	s, config := scripted(t, challengeJSON("MFA_SETUP", "session-1", map[string]string{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA"]`, "USER_ID_FOR_SRP": "own-ann"}),
		`{"SecretCode":"JBSWY3DPEHPK3PXP","Session":"session-2"}`, "!EnableSoftwareTokenMFA Code mismatch", `{"Status":"SUCCESS","Session":"session-3"}`, tokensJSON)
	c := New(config)
	step, err := c.SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw"})
	if err != nil {
		t.Fatal(err)
	}
	setup, err := c.AssociateSoftwareToken(t.Context(), step.(MFASetup))
	if err != nil || setup.Secret != "JBSWY3DPEHPK3PXP" {
		t.Fatalf("got %q, %v", setup.Secret, err)
	}
	_, err = c.VerifySoftwareToken(t.Context(), setup, "000000", "")
	wantKind(t, err, WrongSetupCode)
	answer, err := c.VerifySoftwareToken(t.Context(), setup, "123456", "phone")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.Respond(t.Context(), answer); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "session-1", "session-2", "session-2", "session-3"} {
		if got, _ := s.asked[i].body["Session"].(string); got != want {
			t.Errorf("%s has the session %q, want %q", s.asked[i].op, got, want)
		}
	}
	if s.asked[3].body["FriendlyDeviceName"] != "phone" || s.texts(4, "ChallengeResponses")["USERNAME"] != "own-ann" {
		t.Errorf("sent %v, then %v", s.asked[3].body, s.asked[4].body)
	}
}

// TestCustomRounds counts the rounds and shows the function's parameters alone.
func TestCustomRounds(t *testing.T) {
	one := challengeJSON("CUSTOM_CHALLENGE", "s1", map[string]string{"USERNAME": "own-ann", "question": "colour?"})
	_, config := scripted(t, one, challengeJSON("CUSTOM_CHALLENGE", "s2", map[string]string{"question": "pet?"}), "!NotAuthorized Incorrect username or password.")
	c := New(config)
	step, err := c.SignIn(t.Context(), SignInRequest{Flow: CustomFlow, Username: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	first := step.(CustomChallenge)
	if first.Round != 1 || !maps.Equal(first.Parameters, map[string]string{"question": "colour?"}) {
		t.Errorf("got %+v", first)
	}
	step, err = c.Respond(t.Context(), first.Give("blue"))
	if err != nil {
		t.Fatal(err)
	}
	if second := step.(CustomChallenge); second.Round != 2 || second.Parameters["question"] != "pet?" {
		t.Errorf("got %+v", second)
	}
	_, err = c.Respond(t.Context(), step.(CustomChallenge).Give("cat"))
	if e := wantKind(t, err, ChallengeFailed); e.Challenge != "CUSTOM_CHALLENGE" {
		t.Errorf("the error is about %q", e.Challenge)
	}
}

// TestMissingParameters drops and garbles each parameter of each challenge: the
// error or the step names it.
func TestMissingParameters(t *testing.T) {
	srpValues := map[string]string{"SALT": "f00d", "SRP_B": "1234567890abcdef", "SECRET_BLOCK": "c2VjcmV0", "USERNAME": "own-ann", "USER_ID_FOR_SRP": "own-ann"}
	sent := map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "a***@b***"}
	optional := []string{"USERNAME", "USER_ID_FOR_SRP", "FRIENDLY_DEVICE_NAME"}
	for name, all := range map[string]map[string]string{
		"PASSWORD_VERIFIER":     srpValues,
		"SMS_MFA":               sent,
		"EMAIL_OTP":             sent,
		"SMS_OTP":               sent,
		"SOFTWARE_TOKEN_MFA":    {"FRIENDLY_DEVICE_NAME": "phone", "USER_ID_FOR_SRP": "own-ann"},
		"SELECT_MFA_TYPE":       {"MFAS_CAN_CHOOSE": `["SMS_MFA"]`},
		"MFA_SETUP":             {"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA"]`},
		"NEW_PASSWORD_REQUIRED": {"requiredAttributes": `[]`, "userAttributes": `{}`, "USER_ID_FOR_SRP": "own-ann"},
	} {
		for dropped := range all {
			for _, garbled := range []bool{false, true} {
				parameters := maps.Clone(all)
				delete(parameters, dropped)
				if garbled {
					parameters[dropped] = "{!"
				}
				_, config := scripted(t, challengeJSON(name, "session-1", parameters), tokensJSON)
				step, err := New(config).SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "ann", Password: "pw"})
				e, _ := err.(*Error)
				named := e != nil && e.Kind == BadChallenge && slices.Equal(e.Attributes, []string{dropped}) && !e.MayHaveHappened
				if c, ok := step.(Challenge); ok && err == nil {
					named = slices.Equal(c.Missing(), []string{dropped})
					if garbled && len(c.Missing()) == 0 && sent[dropped] != "" {
						named = true // any text is a destination
					}
				}
				if !named && !slices.Contains(optional, dropped) {
					t.Errorf("%s with %s dropped (garbled %v): %#v, %v", name, dropped, garbled, step, err)
				}
			}
		}
	}
	for _, name := range []types.ChallengeNameType{"SMS_MFA", "CUSTOM_CHALLENGE", "PASSWORD", "WEB_AUTHN"} {
		_, config := scripted(t, challengeJSON(string(name), "", nil))
		_, err := New(config).SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw"})
		if e := wantKind(t, err, BadChallenge); !slices.Equal(e.Attributes, []string{"Session"}) {
			t.Errorf("%s without a session: %v", name, e.Attributes)
		}
	}
	_, config := scripted(t, `{"ChallengeName":"SELECT_CHALLENGE","Session":"s"}`)
	_, err := New(config).SignIn(t.Context(), SignInRequest{Flow: ChoiceFlow, Username: "ann"})
	if e := wantKind(t, err, BadChallenge); !slices.Equal(e.Attributes, []string{"AvailableChallenges"}) {
		t.Errorf("got %v", e.Attributes)
	}
}

// TestMissingDeviceParameters drops and garbles each parameter of a device's
// proof: the error names it, and the device is not taken for an unknown one.
func TestMissingDeviceParameters(t *testing.T) {
	whole := map[string]string{"SALT": "f00d", "SRP_B": "1234567890abcdef", "SECRET_BLOCK": "c2VjcmV0"}
	for dropped := range whole {
		for _, garbled := range []bool{false, true} {
			parameters := maps.Clone(whole)
			delete(parameters, dropped)
			if garbled {
				parameters[dropped] = "{!"
			}
			_, config := scripted(t, challengeJSON("DEVICE_SRP_AUTH", "s1", nil), challengeJSON("DEVICE_PASSWORD_VERIFIER", "s2", parameters), tokensJSON)
			_, err := New(config).SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw",
				Device: &Device{"us-east-1_0a", "-g", "secret"}})
			if e := wantKind(t, err, BadChallenge); !slices.Equal(e.Attributes, []string{dropped}) || e.Challenge != "DEVICE_PASSWORD_VERIFIER" {
				t.Errorf("%s (garbled %v): %v of %s", dropped, garbled, e.Attributes, e.Challenge)
			}
		}
	}
	_, config := scripted(t, challengeJSON("DEVICE_PASSWORD_VERIFIER", "s1", whole))
	_, err := New(config).SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw", Device: &Device{"us-east-1_0a", "-g", "secret"}})
	if e := wantKind(t, err, BadChallenge); !slices.Equal(e.Attributes, []string{"ChallengeName"}) {
		t.Errorf("a proof before its beginning: %v", e.Attributes)
	}
}

// TestMissingSetUpParameters lacks what an authenticator can't be set up without.
func TestMissingSetUpParameters(t *testing.T) {
	for answer, want := range map[string]string{
		`{"Session":"s2"}`: "SecretCode", `{"SecretCode":"0189","Session":"s2"}`: "SecretCode", `{"SecretCode":"JBSWY3DPEHPK3PXP"}`: "Session",
	} {
		_, config := scripted(t, challengeJSON("MFA_SETUP", "s1", map[string]string{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA"]`}), answer)
		c := New(config)
		step, err := c.SignIn(t.Context(), SignInRequest{Flow: PasswordFlow, Username: "ann", Password: "pw"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.AssociateSoftwareToken(t.Context(), step.(MFASetup))
		if e := wantKind(t, err, BadChallenge); !slices.Equal(e.Attributes, []string{want}) {
			t.Errorf("%s: %v", answer, e.Attributes)
		}
	}
}

// TestEndlessProofs is told nothing more by a server that asks for proof after proof.
func TestEndlessProofs(t *testing.T) {
	answers := make([]string, maxProofs+1)
	for i := range answers {
		answers[i] = verifier("PASSWORD_VERIFIER")
	}
	_, config := scripted(t, answers...)
	_, err := New(config).SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "ann", Password: "pw"})
	wantKind(t, err, BadChallenge)
}

// TestAnswerToNothing gives the zero Answer.
func TestAnswerToNothing(t *testing.T) {
	_, err := New(testConfig(always(200, nil, "{}"))).Respond(t.Context(), Answer{})
	wantKind(t, err, BadChallenge)
}
