package redact_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cognito-tui/cognito/trace/redact"
	"cognito-tui/cognito/trace/redact/redacttest"
)

// A secret of four characters and more is cut out in every spelling, and nothing
// of it is left.
func TestMessageInEverySpelling(t *testing.T) {
	for _, secret := range []string{"hunter2-hunter2", `a"b\c<d>&'e %41+`, "pâsswörd ünd mehr", "日本語のパスワード", "👩‍👩‍👧 family", "ab c",
		"%41%42", `\n\n\n\n`, "&amp;&lt;x", "aGVsbG8gd29ybGQ=", "482913"} {
		request, _ := json.Marshal(map[string]any{"Username": "ann", "AuthParameters": map[string]string{"PASSWORD": secret}})
		for name, spell := range redacttest.Spellings {
			text := "UserMigration failed with error no: ann/" + spell(secret) + " (refused)"
			shown, whole := redact.Message(request, text)
			if whole && utf8.RuneCountInString(secret) > 4 {
				t.Errorf("%s of %q: hidden as a whole", name, secret)
			}
			if !whole && (strings.Contains(shown, spell(secret)) || !strings.Contains(shown, "(hidden)")) {
				t.Errorf("%s of %q: %q became %q", name, secret, text, shown)
			}
			if !whole && !strings.HasPrefix(shown, "UserMigration failed with error ") {
				t.Errorf("%s of %q: the trigger is gone: %q", name, secret, shown)
			}
		}
	}
}

func TestMessageParts(t *testing.T) {
	tests := []struct{ name, request, message, want string }{
		{"a part of eight", `{"Password":"correct-horse-battery"}`, "no: ct-horse- again", "no: (hidden) again"},
		{"a part at the end", `{"Password":"correct-horse-battery"}`, "too long: correct-hor…", "too long: (hidden)…"},
		{"half of a short one", `{"Password":"hunter22"}`, "no: hunt is taken", redact.Repeats},
		{"less than half", `{"Password":"hunter22"}`, "no: hun is taken", "no: hun is taken"},
		{"less than a part of a long one", `{"Password":"correct-horse-battery"}`, "no: correct", "no: correct"},
		{"broken over two lines", `{"Password":"correct-horse-battery"}`, "no: correc\nt-horse-battery", redact.Repeats},
		{"broken by a colour", `{"Password":"correct-horse-battery"}`, "no: correct-hors\x1b[31me-bat\x1b[0mtery", redact.Repeats},
		{"a whole one, and a word of it", `{"Password":"correct-horse-battery"}`, "correct-horse-battery isn't correct",
			"(hidden) isn't correct"},
		{"three characters", `{"Password":"abc"}`, "no: abc", redact.Repeats},
		{"three characters, in a word", `{"Password":"has"}`, "the trigger has failed", redact.Repeats},
		{"three characters, elsewhere", `{"Password":"xyz"}`, "the trigger has failed", "the trigger has failed"},
		{"a short one beside a long one", `{"AuthParameters":{"PASSWORD":"correct-horse","ANSWER":"no"}}`, "correct-horse, no",
			redact.Repeats},
		{"a short one within a long one", `{"AuthParameters":{"PASSWORD":"correct-horse","ANSWER":"se"}}`, "it is correct-horse",
			"it is (hidden)"},
		{"a custom challenge's answer", `{"ChallengeResponses":{"USERNAME":"ann","ANSWER":"the blue whale"}}`,
			"VerifyAuthChallengeResponse failed with error the blue whale is no answer.",
			"VerifyAuthChallengeResponse failed with error (hidden) is no answer."},
		{"a migration", `{"AuthParameters":{"USERNAME":"ann","PASSWORD":"S3cret!pass"}}`,
			"UserMigration failed with error bind refused for ann/S3cret!pass.",
			"UserMigration failed with error bind refused for ann/(hidden)."},
		{"a whole body", `{"Username":"ann","Password":"S3cret!pass"}`, `bad request: {"Username":"ann","Password":"S3cret!pass"}`,
			`bad request: {"Username":"ann","Password":"(hidden)"}`},
		{"words of the service", `{"Password":"password"}`, "Incorrect username or password.", "Incorrect username or password."},
		{"words of the policy", `{"Password":"Password"}`, "Password did not conform with policy: Password must have numeric characters",
			"Password did not conform with policy: Password must have numeric characters"},
		{"a member's path", `{"Password":"password"}`,
			"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular " +
				"expression pattern: [\\S]+",
			"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular " +
				"expression pattern: [\\S]+"},
		{"what the validator repeats", `{"ConfirmationCode":"12 34"}`,
			"1 validation error detected: Value '12 34' at 'confirmationCode' failed to satisfy constraint: Member must satisfy " +
				"regular expression pattern: [\\S]+",
			"1 validation error detected: Value '(hidden)' at 'confirmationCode' failed to satisfy constraint: Member must " +
				"satisfy regular expression pattern: [\\S]+"},
		{"two values", `{"Username":"ann","Password":"x 1"}`,
			"2 validation errors detected: Value 'x 1' at 'password' failed to satisfy constraint: Member must have length " +
				"greater than or equal to 6; Value 'ann' at 'username' failed to satisfy constraint: Member must not be null",
			"2 validation errors detected: Value '(hidden)' at 'password' failed to satisfy constraint: Member must have length " +
				"greater than or equal to 6; Value 'ann' at 'username' failed to satisfy constraint: Member must not be null"},
		{"a secret in a slot", `{"Password":"S3cret!pass"}`, "User pool client S3cret!pass does not exist.",
			"User pool client (hidden) does not exist."},
		{"a name in a slot", `{"Password":"S3cret!pass"}`, "User pool client 1h57kf5cpq17m0eml12sample1 does not exist.",
			"User pool client 1h57kf5cpq17m0eml12sample1 does not exist."},
		{"an attribute in a slot", `{"Password":"name1234"}`, "Attributes did not conform to the schema: name: The attribute is required",
			"Attributes did not conform to the schema: name: The attribute is required"},
		{"a secret as an attribute", `{"Password":"name1234"}`,
			"Attributes did not conform to the schema: name1234: The attribute is required",
			"Attributes did not conform to the schema: (hidden): The attribute is required"},
	}
	for _, test := range tests {
		shown, whole := redact.Message([]byte(test.request), test.message)
		if shown != test.want || whole != (test.want == redact.Repeats) {
			t.Errorf("%s: got %q, %v, want %q", test.name, shown, whole, test.want)
		}
	}
}

// Where what was sent can't be read, the service's own texts are shown and no other.
func TestMessageToAnUnreadableRequest(t *testing.T) {
	for text, want := range map[string]string{
		"MultiFactorAuthentication failed with invalid MFA one time pass code. ": "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
		"MultiFactorAuthentication failed with 482913":                           redact.MayRepeat,
		"User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on resource: " +
			"arn:aws:iam::123456789012:role/x": "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: " +
			"sts:AssumeRole on resource: arn:aws:iam::123456789012:role/x",
		"User: ann/482913 is not authorized to perform: sts:AssumeRole on resource: *": redact.MayRepeat,
		"User is not authorized to perform: sts:AssumeRole":                            "User is not authorized to perform: sts:AssumeRole",
	} {
		if got, _ := redact.Message([]byte("?"), text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestException(t *testing.T) {
	for _, test := range []struct{ password, name, want string }{
		{"password", "InvalidPasswordException", "InvalidPasswordException"},
		{"hunter22", "hunter22", ""}, {"hunter22", "Hunter22Exception", ""}, {"hunter22", "BrandNewException", "BrandNewException"},
		{"x", "", ""},
	} {
		request, _ := json.Marshal(map[string]string{"Password": test.password})
		if got := redact.Exception(request, test.name); got != test.want {
			t.Errorf("%s after %s: got %q, want %q", test.name, test.password, got, test.want)
		}
		body, _ := json.Marshal(map[string]string{"__type": "com.amazonaws#" + test.name, "code": test.name})
		if text := compact(t, redact.ResponseTo("SignUp", request, body)); test.want == "" && test.name != "" &&
			strings.Contains(strings.ToLower(text), "hunter22") {
			t.Errorf("%s after %s: %s", test.name, test.password, text)
		}
	}
}

// Whatever the secret, its spelling and what stands around it: it isn't shown, nor
// is any eight characters' part.
func TestMessageShowsNoSecret(t *testing.T) {
	names := make([]string, 0, len(redacttest.Spellings))
	for name := range redacttest.Spellings {
		names = append(names, name)
	}
	rapid.Check(t, func(r *rapid.T) {
		secret := rapid.StringOfN(rapid.RuneFrom([]rune(`abcXYZ019 "\'<>&%+/=_-.:é日👩`)), 1, 40, -1).Draw(r, "secret")
		around := rapid.SampledFrom([]string{"%s", "no: %s.", "PreSignUp failed with error %s", "'%s'", "ann/%s/x", `{"p":"%s"}`,
			"%s%[1]s"}).Draw(r, "around")
		name := rapid.SampledFrom(names).Draw(r, "spelling")
		if utf8.RuneCountInString(secret) < 4 && (strings.Contains(name, "base64") || strings.Contains(name, "coded")) {
			name = "as it is" // three characters have no spelling of their own in the midst of base64
		}
		spell, repeated := redacttest.Spellings[name], secret
		if size := utf8.RuneCountInString(secret); size > 8 {
			from := rapid.IntRange(0, size-8).Draw(r, "from")
			repeated = string([]rune(secret)[from:rapid.IntRange(from+8, size).Draw(r, "to")])
		}
		request, _ := json.Marshal(map[string]string{"Username": "ann", "Password": secret})
		text := fmt.Sprintf(around, spell(repeated))
		shown, whole := redact.Message(request, text)
		if !whole &&
			(strings.Contains(shown, spell(repeated)) || strings.Contains(shown, repeated) && !strings.Contains("(hidden)", repeated)) {
			r.Fatalf("%q shows %q of %q", shown, repeated, secret)
		}
	})
}

// BenchmarkMessage cleans what a function said of a sign-in with three tokens' worth
// of secrets, and a text of the service.
func BenchmarkMessage(b *testing.B) {
	long := strings.Repeat("eyJraWQiOiJhYmMi0123456789_-AbCd", 64)
	request, _ := json.Marshal(map[string]any{"Session": long, "AccessToken": long[1:],
		"ChallengeResponses": map[string]string{"USERNAME": "ann", "ANSWER": "the blue whale", "SECRET_HASH": long[:44]}})
	for name, text := range map[string]string{
		"known": "Incorrect username or password.",
		"unknown": "VerifyAuthChallengeResponse failed with error The Blue Whale is no answer; ask support at " +
			"https://example.com/help?topic=sign-in&lang=en",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				redact.Message(request, text)
			}
		})
	}
}
