package cognito

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"cognito-tui/cognito/private"
)

// serviceFor is how long another AWS service (STS, IAM Identity Center) may take
// to give credentials, where the profile says that one must be asked.
const serviceFor = 5 * time.Second

// roleFor is how long a role's credentials last where the profile doesn't say
// and each renewal asks a person for a code. Every role allows an hour (API
// reference of STS, AssumeRole, DurationSeconds: the smallest maximum of a role).
const roleFor = time.Hour

// source is credentials that were found, which tells why it can give none.
type source struct {
	provider aws.CredentialsProvider
	profile  profileFacts
	limit    time.Duration // how long renewing may take; 0 is the usual
	mfa      *mfaAsker
	tried    atomic.Bool  // it gave some
	until    atomic.Int64 // when what it gave last expires, in Unix seconds; 0 is never
}

// lastsStill is how long credentials must last for a call not to look after them.
const lastsStill = time.Minute

// serves tells that what it gave last lasts for another call.
func (s *source) serves() bool {
	until := s.until.Load()
	return s.tried.Load() && (until == 0 || time.Until(time.Unix(until, 0)) > lastsStill)
}

// Retrieve gives the credentials, fetched anew where they have expired. A code
// that AWS refused is asked for again.
func (s *source) Retrieve(ctx context.Context) (aws.Credentials, error) {
	until := s.until.Load()
	if muted(ctx) && s.profile.wantsCode() && (!s.tried.Load() || until > 0 && time.Now().Unix() >= until) {
		return aws.Credentials{}, &MFANeeded{Profile: s.profile.name, Asks: true}
	}
	for try := 1; ; try++ {
		given, err := s.provider.Retrieve(ctx)
		if err == nil {
			s.tried.Store(true)
			if given.CanExpire {
				s.until.Store(given.Expires.Unix())
			}
			return given, nil
		}
		err = s.profile.explain(err)
		var refused *RoleRefused
		again := errors.As(err, &refused) && refused.MFA && s.mfa.took() && try < codeTries
		if !again {
			return aws.Credentials{}, s.mfa.mark(err)
		}
		s.mfa.refuse()
	}
}

// findCredentials asks the chain that the AWS tools share: environment, files,
// processes, containers, instances. It tries what it finds.
func findCredentials(ctx context.Context, config Config, f *finder) (aws.CredentialsProvider, error) {
	files := filesOfAWS()
	facts, err := factsOf(ctx, config, files)
	if err != nil {
		if facts.name != "" && facts.configCause(err) == nil { // the SDK has no type for what it finds wrong in a profile
			return nil, &ProfileBroken{Profile: facts.name}
		}
		return nil, facts.explain(err)
	}
	if facts.partial { // no sign-in mends it
		return nil, &ProfileBroken{Profile: facts.name}
	}
	s := &source{profile: facts, mfa: &mfaAsker{ask: config.MFACode, typing: &f.typing}}
	s.limit = facts.limit()
	allow(ctx, s.limit)
	options := []func(*awsconfig.LoadOptions) error{
		awsconfig.WithLogger(sdkLogger{config.Log}),
		awsconfig.WithRegion(config.Region),
		awsconfig.WithAssumeRoleCredentialOptions(s.mfa.options),
		awsconfig.WithSharedConfigFiles(files.config),
		awsconfig.WithSharedCredentialsFiles(files.credentials),
	}
	if config.Profile != "" {
		options = append(options, awsconfig.WithSharedConfigProfile(config.Profile))
	}
	if config.AWSTransport != nil {
		options = append(options, awsconfig.WithHTTPClient(&http.Client{Transport: config.AWSTransport}))
	}
	if facts.process != nil {
		// The SDK's own would give the process this program's terminal.
		options = append(options, awsconfig.WithCredentialsProvider(processProvider(facts.process)))
	}
	loaded, err := awsconfig.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, facts.explain(err)
	}
	if loaded.Credentials == nil {
		return nil, errors.New("no credentials configured")
	}
	s.provider = loaded.Credentials
	if facts.process != nil {
		s.provider = facts.assume(loaded, s.mfa)
	}
	if _, err := s.Retrieve(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// awsFiles are the files of the AWS tools that may be read: none where one of them
// isn't fit, which unfit says.
type awsFiles struct {
	config, credentials []string
	unfit               error
}

func filesOfAWS() awsFiles {
	var f awsFiles
	f.config, f.credentials, f.unfit = private.AWSFiles(os.LookupEnv, awsconfig.DefaultSharedConfigFiles, awsconfig.DefaultSharedCredentialsFiles)
	if f.unfit != nil {
		f.config, f.credentials = []string{}, []string{} // nil would be the usual ones
	}
	return f
}

// profileFacts are what is known of a profile before anything is asked of it.
type profileFacts struct {
	name    string // of the profile that the credentials begin with; empty where none serves
	roles   []*awsconfig.SharedConfig
	process *awsconfig.SharedConfig // runs a program; nil where none does
	sso     bool                    // signs in with aws sso login
	login   bool                    // signs in with aws login
	partial bool                    // lacks a part of what sso needs
}

// factsOf reads the profile that the SDK will take: the one named; without a
// name, keys and a web identity of the environment come before any profile.
func factsOf(ctx context.Context, config Config, files awsFiles) (profileFacts, error) {
	env, err := awsconfig.NewEnvConfig()
	if err != nil {
		return profileFacts{}, err
	}
	if config.Profile == "" && (env.Credentials.HasKeys() || env.WebIdentityTokenFilePath != "") {
		return profileFacts{}, nil
	}
	asked := cmp.Or(config.Profile, env.SharedConfigProfile)
	name := cmp.Or(asked, awsconfig.DefaultSharedConfigProfile)
	if files.unfit != nil {
		return profileFacts{name: name}, files.unfit
	}
	shared, err := awsconfig.LoadSharedConfigProfile(ctx, name, func(o *awsconfig.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = files.config, files.credentials
	})
	if err != nil {
		if asked == "" && errors.As(err, new(awsconfig.SharedConfigProfileNotExistError)) {
			return profileFacts{}, nil // nobody asked for it: the chain goes on without
		}
		return profileFacts{name: name}, err
	}
	return factsOfProfile(&shared), nil
}

// factsOfProfile follows source_profile down to where the credentials come from,
// and takes the kinds in the order in which the SDK does.
func factsOfProfile(shared *awsconfig.SharedConfig) profileFacts {
	var facts profileFacts
	at := shared
	for ; at.Source != nil; at = at.Source {
		facts.roles = append(facts.roles, at)
	}
	if at.RoleARN != "" {
		facts.roles = append(facts.roles, at)
	}
	facts.name = at.Profile
	sso := at.SSOSessionName+at.SSORegion+at.SSOAccountID+at.SSOStartURL+at.SSORoleName != ""
	switch {
	case at.Credentials.HasKeys(), at.CredentialSource != "", at.WebIdentityTokenFile != "":
	case sso:
		facts.sso = true
		facts.partial = at.SSOAccountID == "" || at.SSORoleName == "" || at.SSOSessionName == "" && (at.SSORegion == "" || at.SSOStartURL == "")
	case at.LoginSession != "":
		facts.login = true
	case at.CredentialProcess != "":
		facts.process = at
	}
	return facts
}

// wantsCode tells whether one of the roles wants an MFA code.
func (p profileFacts) wantsCode() bool {
	return slices.ContainsFunc(p.roles, func(role *awsconfig.SharedConfig) bool { return role.MFASerial != "" })
}

// limit is how long getting credentials of the profile may take; 0 is the usual.
func (p profileFacts) limit() time.Duration {
	var limit time.Duration
	if p.sso || p.login {
		limit += serviceFor
	}
	if p.process != nil {
		limit += processFor + lookFor // it ends by its own bound, and tells then what it said
	}
	return limit + time.Duration(len(p.roles))*serviceFor
}

// assume takes the profile's roles on top of what loaded signs with, the
// innermost first.
func (p profileFacts) assume(loaded aws.Config, mfa *mfaAsker) aws.CredentialsProvider {
	for i := len(p.roles) - 1; i >= 0; i-- {
		role := p.roles[i]
		client := sts.NewFromConfig(loaded)
		loaded.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(client, role.RoleARN,
			func(o *stscreds.AssumeRoleOptions) {
				o.RoleSessionName = role.RoleSessionName
				if role.RoleDurationSeconds != nil {
					o.Duration = *role.RoleDurationSeconds
				}
				if role.ExternalID != "" {
					o.ExternalID = aws.String(role.ExternalID)
				}
				if role.MFASerial != "" {
					o.SerialNumber = aws.String(role.MFASerial)
				}
				mfa.options(o)
			}))
	}
	return loaded.Credentials
}
