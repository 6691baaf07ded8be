package cognito

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Pool is what an administrator may read of a user pool.
type Pool struct {
	ID, Name string
	Policy   PasswordPolicy
	MFA      string // "OFF", "ON" or "OPTIONAL"
	// AliasAttributes may be typed at sign-in once verified, beside the user name.
	AliasAttributes []string
	// UsernameAttributes take the place of the user name.
	UsernameAttributes []string
	// RequiredAttributes must be sent at sign-up.
	RequiredAttributes []string
	// AutoVerified attributes get a code at sign-up, and when they change.
	AutoVerified []string
	// VerifiedBeforeUpdate attributes keep their old value until the new one is
	// verified (AttributesRequireVerificationBeforeUpdate).
	VerifiedBeforeUpdate []string
	Schema               []SchemaAttribute
	// Recovery are the ways of AccountRecoverySetting, the first first; empty
	// means the service's defaults.
	Recovery []string
	// EmailSender is "COGNITO_DEFAULT", with its daily limit, or "DEVELOPER".
	EmailSender     string
	AdminCreateOnly bool // nobody may sign up by themselves
	CaseSensitive   bool // of user names and aliases
	// TemporaryDays is how long an invitation's password works; never 0 in an answer.
	TemporaryDays int
	// Triggers are the Lambda functions' ARNs by the name of the trigger, such as
	// "PreSignUp".
	Triggers map[string]string
	// EstimatedUsers is about how many users there are.
	EstimatedUsers int
	// Tier is the feature plan: "LITE", "ESSENTIALS" or "PLUS"; empty where it
	// isn't told.
	Tier string
	// ThreatProtection is AdvancedSecurityMode: "OFF", "AUDIT" or "ENFORCED"; empty
	// where it isn't told. Auth events are kept in the last two.
	ThreatProtection string
}

// ResetByAdmin tells that the pool lets nobody reset a password by themselves.
func (p Pool) ResetByAdmin() bool { return slices.Contains(p.Recovery, "admin_only") }

// TemporaryLife is TemporaryDays as a time span.
func (p Pool) TemporaryLife() time.Duration { return time.Duration(p.TemporaryDays) * 24 * time.Hour }

func poolOf(p *types.UserPoolType) Pool {
	if p == nil {
		return Pool{}
	}
	pool := Pool{
		ID:                 aws.ToString(p.Id),
		Name:               aws.ToString(p.Name),
		MFA:                string(p.MfaConfiguration),
		AliasAttributes:    namesOf(p.AliasAttributes),
		UsernameAttributes: namesOf(p.UsernameAttributes),
		AutoVerified:       namesOf(p.AutoVerifiedAttributes),
	}
	if u := p.UserAttributeUpdateSettings; u != nil {
		pool.VerifiedBeforeUpdate = namesOf(u.AttributesRequireVerificationBeforeUpdate)
	}
	pool.Schema = schemaOf(p.SchemaAttributes)
	pool.administer(p)
	if p.Policies != nil {
		pool.Policy = policyOf(p.Policies.PasswordPolicy)
	}
	for _, a := range p.SchemaAttributes {
		// The service marks sub as required and makes it itself.
		if name := aws.ToString(a.Name); aws.ToBool(a.Required) && name != "sub" {
			pool.RequiredAttributes = append(pool.RequiredAttributes, name)
		}
	}
	return pool
}

// AppClient is what an administrator may read of an app client, but its secret.
type AppClient struct {
	ID, Name  string
	HasSecret bool
	Flows     []string // ExplicitAuthFlows
	// RefreshTokenValidity is how long a refresh token lives from the sign-in.
	RefreshTokenValidity time.Duration
	// AuthSessionValidity is how long a challenge waits for its answer.
	AuthSessionValidity time.Duration
	// Rotation is never RotationUnknown in an answer. GracePeriod is how long a
	// rotated refresh token works on; at most a minute.
	Rotation    Rotation
	GracePeriod time.Duration
	Revocation  bool // EnableTokenRevocation
	// HidesMissing is PreventUserExistenceErrors ENABLED: missing users look like
	// others. The API's default is LEGACY.
	HidesMissing bool
	// ReadAttributes and WriteAttributes are those that the client's users may read
	// and write; nil means the service's defaults.
	ReadAttributes, WriteAttributes []string
}

// defaultAuthSession is AuthSessionValidity where a client doesn't say (API
// reference, UserPoolClientType).
const defaultAuthSession = 3 * time.Minute

func appClientOf(c *types.UserPoolClientType) AppClient {
	if c == nil {
		return AppClient{}
	}
	client := AppClient{
		ID:        aws.ToString(c.ClientId),
		Name:      aws.ToString(c.ClientName),
		HasSecret: aws.ToString(c.ClientSecret) != "",
		Flows:     namesOf(c.ExplicitAuthFlows),

		RefreshTokenValidity: refreshValidity(c),
		AuthSessionValidity:  authSession(c),

		Rotation:        RotationOff,
		Revocation:      aws.ToBool(c.EnableTokenRevocation),
		HidesMissing:    c.PreventUserExistenceErrors == types.PreventUserExistenceErrorTypesEnabled,
		ReadAttributes:  c.ReadAttributes,
		WriteAttributes: c.WriteAttributes,
	}
	if r := c.RefreshTokenRotation; r != nil && r.Feature == types.FeatureTypeEnabled {
		client.Rotation = RotationOn
		client.GracePeriod = time.Duration(aws.ToInt32(r.RetryGracePeriodSeconds)) * time.Second
	}
	return client
}

func authSession(c *types.UserPoolClientType) time.Duration {
	if minutes := aws.ToInt32(c.AuthSessionValidity); minutes > 0 {
		return time.Duration(minutes) * time.Minute
	}
	return defaultAuthSession
}

// refreshValidity applies the API's defaults: 30, and the unit days
// (UserPoolClientType, RefreshTokenValidity).
func refreshValidity(c *types.UserPoolClientType) time.Duration {
	n := time.Duration(c.RefreshTokenValidity)
	if n == 0 {
		return 30 * 24 * time.Hour
	}
	unit := types.TimeUnitsTypeDays
	if u := c.TokenValidityUnits; u != nil && u.RefreshToken != "" {
		unit = u.RefreshToken
	}
	switch unit {
	case types.TimeUnitsTypeSeconds:
		return n * time.Second
	case types.TimeUnitsTypeMinutes:
		return n * time.Minute
	case types.TimeUnitsTypeHours:
		return n * time.Hour
	}
	return n * 24 * time.Hour
}

func namesOf[T ~string](list []T) []string {
	var names []string
	for _, n := range list {
		names = append(names, string(n))
	}
	return names
}

// PasswordPolicy is what a new password must be. The zero value asks for nothing.
type PasswordPolicy struct {
	MinimumLength               int // in characters; 6 to 99 at the service
	Upper, Lower, Digit, Symbol bool
}

func policyOf(p *types.PasswordPolicyType) PasswordPolicy {
	if p == nil {
		return PasswordPolicy{}
	}
	return PasswordPolicy{
		MinimumLength: int(aws.ToInt32(p.MinimumLength)),
		Upper:         p.RequireUppercase,
		Lower:         p.RequireLowercase,
		Digit:         p.RequireNumbers,
		Symbol:        p.RequireSymbols,
	}
}

// Rule is one rule of a policy, with whether a password keeps it.
type Rule struct {
	Name string // "8 characters", "upper", "lower", "digit" or "symbol"
	OK   bool
}

// The characters that count, after the AWS developer guide, password
// requirements: letters of Basic Latin only; a space counts as a symbol inside.
const (
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	digits       = "0123456789"
	symbols      = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-"
)

// Check gives the policy's rules in a fixed order, each with whether the password
// keeps it. It is a hint: the service decides.
func (p PasswordPolicy) Check(password string) []Rule {
	var rules []Rule
	add := func(wanted bool, name string, ok bool) {
		if wanted {
			rules = append(rules, Rule{name, ok})
		}
	}
	add(p.MinimumLength > 0, fmt.Sprintf("%d characters", p.MinimumLength),
		utf8.RuneCountInString(password) >= p.MinimumLength)
	add(p.Upper, "upper", strings.ContainsAny(password, upperLetters))
	add(p.Lower, "lower", strings.ContainsAny(password, lowerLetters))
	add(p.Digit, "digit", strings.ContainsAny(password, digits))
	add(p.Symbol, "symbol", strings.ContainsAny(password, symbols) ||
		strings.Contains(strings.Trim(password, " "), " "))
	return rules
}
