package localpool

import (
	"crypto/rsa"
	"io"
	"time"
)

// Config describes everything a Server starts from. New copies what it needs;
// a Config may be used for several servers.
type Config struct {
	Region string // such as us-east-1: part of the issuer and of the signing scope
	Pools  []PoolConfig

	// Keys gives the RSA keys that sign the ID and the access tokens of the pool with
	// this place in Pools; nil makes them, of 2048 bits, when they are first needed.
	Keys func(pool int) (id, access *rsa.PrivateKey)

	// Random gives the source of what is drawn for one purpose, such as "code" or
	// "GetUser request id": one source a purpose, so that a code doesn't depend on how
	// many requests came before it. It is asked at each draw, by several goroutines at
	// once. Nil is crypto/rand.
	Random func(purpose string) io.Reader
}

// PoolConfig is one user pool. The zero value of each setting is the default of
// CreateUserPool, so names are case-sensitive and nothing is verified unless said.
type PoolConfig struct {
	ID   string // <region>_<letters and digits>
	Name string

	Policy             Policy
	Schema             []SchemaAttribute // custom attributes, and standard ones made required
	AliasAttributes    []string          // email, phone_number, preferred_username
	UsernameAttributes []string          // email, phone_number; excludes AliasAttributes
	AutoVerified       []string          // email, phone_number: a code is sent at sign-up
	VerifyFirst        []string          // AttributesRequireVerificationBeforeUpdate: of AutoVerified, those that a code changes
	CaseInsensitive    bool              // covers user names, emails and preferred_username
	AdminCreateOnly    bool              // SignUp is refused
	Recovery           []string          // verified_email, verified_phone_number or admin_only, first wins

	MFA                       string     // OFF (also when empty), OPTIONAL or ON
	SMSMFA, TOTPMFA, EmailMFA bool       // the second factors that the pool enables
	FirstFactors              []string   // AllowedFirstAuthFactors: PASSWORD (also when empty), EMAIL_OTP, SMS_OTP, WEB_AUTHN
	Devices                   string     // empty, always, or ask (remembered on the user's word only)
	DeviceSkipsMFA            bool       // ChallengeRequiredOnNewDevice: a remembered device stands for MFA
	Custom                    CustomAuth // the custom challenge; nil is a pool without those triggers

	Tier             string // UserPoolTier: LITE, ESSENTIALS or PLUS; empty is PLUS with threat protection, else ESSENTIALS
	ThreatProtection string // AdvancedSecurityMode: OFF (also when empty), AUDIT or ENFORCED

	// Salt makes the SRP salt of a user's next verifier; nil makes 16 random bytes.
	Salt func() []byte

	Groups  []GroupConfig
	Clients []ClientConfig
	Users   []UserConfig
	More    int // so many further users, made of a fixed random seed; see Fill
}

// Policy is the pool's password policy. MinimumLength 0 means 8 and
// TemporaryDays 0 means 7, as in the service.
type Policy struct {
	MinimumLength               int
	Upper, Lower, Digit, Symbol bool
	TemporaryDays               int // how long a temporary password works
	History                     int // PasswordHistorySize: earlier passwords that may not be set again, 0 to 24
}

// SchemaAttribute adds a custom attribute or changes a standard one.
type SchemaAttribute struct {
	Name      string // custom attributes with their custom: prefix
	Type      string // String (also when empty), Number, Boolean or DateTime
	Required  bool   // must be given at SignUp
	Immutable bool   // Mutable is off: may be given to a new user only
}

// GroupConfig is one group of a pool. A nil Precedence is the lowest.
type GroupConfig struct {
	Name, Description, RoleARN string
	Precedence                 *int
}

// ClientConfig is one app client.
type ClientConfig struct {
	ID, Name string

	// Secret is empty for a client without one. SecondSecret is accepted beside
	// it, as while a secret is being replaced.
	Secret, SecondSecret string

	Flows            []string      // ExplicitAuthFlows; empty means SRP, custom and refresh
	HideMissingUsers bool          // PreventUserExistenceErrors ENABLED; else LEGACY
	Read, Write      []string      // attributes the client may read and write; empty means the default, all
	AccessValidity   time.Duration // 0 is one hour
	IDValidity       time.Duration // 0 is one hour
	RefreshValidity  time.Duration // 0 is thirty days
	AuthSession      time.Duration // AuthSessionValidity: how long a challenge waits, brought into 3 to 15 minutes; 0 is 3
	NoRevocation     bool          // EnableTokenRevocation off
	Rotation         bool          // RefreshTokenRotation ENABLED: REFRESH_TOKEN_AUTH is off then, whatever Flows says
	RotationGrace    time.Duration // RetryGracePeriodSeconds: how long a token that was rotated out still works, 0 to 60 s
	Shows            string        // one line for people
}

// UserConfig is a user who is there from the start.
type UserConfig struct {
	Username     string // in a pool with UsernameAttributes the email or phone
	Password     string
	NoPassword   bool   // has none: signs in with codes only
	Status       string // a UserStatus of the API; empty means CONFIRMED
	Disabled     bool
	Imported     bool // came with a CSV import: matters for RESET_REQUIRED only
	Attributes   []Attribute
	Groups       []string
	Age          time.Duration   // how long ago the user was made, if longer ago than the password
	PasswordAge  time.Duration   // how long ago the password was set
	Failures     int             // wrong passwords that were tried just now: the fifteenth locks for 15 minutes
	TOTPSecret   string          // base32: an authenticator that is verified already
	MFA          []string        // second factors that are on: SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP
	PreferredMFA string          // the preferred one of them
	Passkeys     []PasskeyConfig // the oldest first
	Devices      []DeviceConfig  // the oldest first; in a pool with Devices only
	Events       []EventConfig   // auth events, in any order; listed in a pool with ThreatProtection only
	Pending      []Attribute     // new email and phone_number that no code was asked for yet
	Shows        string          // one line: what this user demonstrates
	Flow         string          // AuthFlow that demonstrates it; empty where any does
}

// PasskeyConfig is a passkey that a user registered: WEB_AUTHN is then among the
// user's first factors.
type PasskeyConfig struct {
	Name       string        // the friendly name
	Attachment string        // platform or cross-platform
	Transports []string      // such as internal, hybrid, usb
	Age        time.Duration // how long ago it was registered
}

// DeviceConfig is a confirmed device of a user. Nobody knows its secret, so that
// it is there to be listed and forgotten, not to sign in with.
type DeviceConfig struct {
	Name       string
	Remembered bool
	Age        time.Duration // how long ago it was confirmed; it was last used half as long ago
}

// EventConfig is an auth event of a user's past, as AdminListUserAuthEvents tells it.
type EventConfig struct {
	Type     string        // SignIn, SignUp, ForgotPassword, PasswordChange or ResendCode
	Response string        // Pass, Fail or InProgress
	Age      time.Duration // how long ago it was
	Passed   []string      // the challenges that were met, of Password and Mfa
	Failed   string        // the one that wasn't, after those

	RiskDecision  string // NoRisk (also when empty), AccountTakeover or Block
	RiskLevel     string // empty, Low, Medium or High
	IP, Device    string // where it came from, such as "Firefox 128, Windows 10"
	City, Country string
}

// Attribute is one attribute of a user. Values are always text; booleans are
// "true" and "false".
type Attribute struct{ Name, Value string }
