package localpool

import (
	"strings"
	"testing"
)

// TestConstraints checks the texts of broken constraints: the values of
// sensitive members aren't in them, and several are joined.
func TestConstraints(t *testing.T) {
	x := newTester(t)
	long := strings.Repeat("a", 300)
	tests := []struct {
		rule, op string
		body     object
		text     string
	}{
		{"a required member that is absent", "ListUserPools", object{},
			"1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null"},
		{"a sensitive one that is absent", "GetUser", object{},
			"1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null"},
		{"too long", "SignUp", object{"ClientId": "a", "Username": long},
			"1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or " +
				"equal to 128"},
		{"a pattern", "SignUp", object{"ClientId": "a", "Username": "a b"},
			`1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`},
		{"control characters", "SignUp", object{"ClientId": "a", "Username": "a\x1b[31m"},
			"1 validation error detected: Value at 'username' failed"},
		{"a password with a space", "SignUp", object{"ClientId": "a", "Username": "a", "Password": "Ab 1!abcde"},
			`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`},
		{"empty: two constraints at once", "SignUp", object{"ClientId": "a", "Username": ""},
			`2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+; Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1`},
		{"a code isn't sensitive", "ConfirmSignUp", object{"ClientId": "a", "Username": "a", "ConfirmationCode": "1 2"},
			`1 validation error detected: Value '1 2' at 'confirmationCode' failed`},
		{"an enum", "InitiateAuth", object{"ClientId": "a", "AuthFlow": "MAGIC"},
			"1 validation error detected: Value 'MAGIC' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: ["},
		{"a number too large", "ListUserPools", object{"MaxResults": 61},
			"1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less " +
				"than or equal to 60"},
		{"a number too small", "ListUserPools", object{"MaxResults": 0},
			"1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater " +
				"than or equal to 1"},
		{"an attribute's name", "SignUp", object{"ClientId": "a", "Username": "a",
			"UserAttributes": attributes(strings.Repeat("n", 33), "v")},
			"1 validation error detected: Value '" + strings.Repeat("n", 33) +
				"' at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32"},
		{"an attribute's value is sensitive", "SignUp",
			object{"ClientId": "a", "Username": "a", "UserAttributes": attributes("name", strings.Repeat("v", 2049))},
			"1 validation error detected: Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have " +
				"length less than or equal to 2048"},
		{"a pool id", "DescribeUserPool", object{"UserPoolId": "nope"},
			`1 validation error detected: Value 'nope' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			tester{t, x.s}.refused(tt.op, tt.body, "InvalidParameter", tt.text)
		})
	}
}

func TestUnknownClientsAndPools(t *testing.T) {
	x := newTester(t)
	x.refused("SignUp", object{"ClientId": "nope", "Username": "a", "Password": "b"}, "ResourceNotFound",
		"User pool client nope does not exist.")
	x.refused("DescribeUserPool", object{"UserPoolId": "us-east-1_None"}, "ResourceNotFound", "User pool us-east-1_None does not exist.")
	x.refused("DescribeUserPoolClient", object{"UserPoolId": "us-east-1_AliasPool", "ClientId": x.client("demo-app").ClientID},
		"ResourceNotFound", "User pool client")
}
