package settings

import (
	"fmt"
	"strconv"
	"strings"
)

// Flags are the command line's part; empty means not given.
type Flags struct {
	Local                                                 bool
	Theme, EnvFile, Profile, Region, UserPoolID, ClientID string
	Endpoint                                              string
	// TraceFile is where every call is kept; empty is nowhere.
	TraceFile string
	// Pool names a pool of PoolsFile; PoolsFile empty means PoolsPath.
	Pool, PoolsFile string
	ReadOnly        bool
	// AuditFile is where changes are recorded; empty is the usual place.
	AuditFile string
}

const profileFlag = "--profile"

// source is one place where a setting may come from.
type source struct {
	name   string // what stands before the variable's name in an origin
	lookup func(string) (string, bool)
}

// variables are the names of each setting in the environment and in .env; the
// first that is set wins.
var variables = map[Key][]string{
	Region:          {"AWS_REGION", "AWS_DEFAULT_REGION"},
	Profile:         {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"},
	UserPoolID:      {"COGNITO_USER_POOL_ID"},
	ClientID:        {"COGNITO_CLIENT_ID"},
	ClientSecret:    {"COGNITO_CLIENT_SECRET"},
	Endpoint:        {"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"},
	AccessKeyID:     {"AWS_ACCESS_KEY_ID"},
	SecretAccessKey: {"AWS_SECRET_ACCESS_KEY"},
	SessionToken:    {"AWS_SESSION_TOKEN"},
}

// Load gathers the settings, but for what the AWS configuration files say: see
// Profiled. It fails only where a file that was named can't be read or isn't of its
// form, or the theme is unknown; all else is said by Problems and LeftOut. With
// f.Local it reads no .env that merely lies in the working folder.
func Load(f Flags, lookupEnv func(string) (string, bool)) (Settings, error) {
	theme, err := chooseTheme(f.Theme, lookupEnv)
	if err != nil {
		return Settings{}, err
	}
	var file map[string]string
	s := Settings{values: map[Key]Value{}, Theme: theme, AuditFile: f.AuditFile, PoolsFile: f.PoolsFile}
	if f.EnvFile != "" || !f.Local {
		if file, s.LeftOut, err = readEnvFile(f.EnvFile); err != nil {
			return Settings{}, err
		}
	}
	if f.ReadOnly {
		s.ReadOnly = readOnlyFlag
	}
	for k, flag := range map[Key]Value{
		Profile: {f.Profile, profileFlag}, Region: {f.Region, "--region"}, UserPoolID: {f.UserPoolID, "--user-pool-id"},
		ClientID: {f.ClientID, "--client-id"}, Endpoint: {f.Endpoint, "--endpoint"},
	} {
		if flag.Text != "" {
			s.values[k] = flag
		}
	}
	if f.Pool != "" && !f.Local {
		if err := s.takePool(f); err != nil {
			return Settings{}, err
		}
	}
	s.take(source{"environment", lookupEnv})
	s.take(source{envFileName(f.EnvFile), func(name string) (string, bool) { v, ok := file[name]; return v, ok }})
	s.Local = f.Local || f.Pool == "" && s.Get(ClientID) == "" && s.Get(UserPoolID) == "" && s.Get(Endpoint) == ""
	s.profileUnread = !s.Local
	return s, nil
}

// take fills in what is still unset; an empty variable counts as unset.
// AWS credentials are one thing: they are taken whole from one place, and not at
// all where the command line or the named pool names a profile.
func (s *Settings) take(from source) {
	id, _ := from.lookup(variables[AccessKeyID][0])
	credentials := id != "" && s.Get(AccessKeyID) == "" && !s.profileChosen()
	for k, names := range variables {
		if s.Get(k) != "" || isCredential(k) && !credentials || k == ClientSecret && s.otherClient(from) {
			continue
		}
		for _, name := range names {
			if v, ok := from.lookup(name); ok && v != "" {
				s.values[k] = Value{v, from.name + " " + name}
				break
			}
		}
	}
}

// takePool fills in what the named pool has and no flag.
func (s *Settings) takePool(f Flags) error {
	path := f.PoolsFile
	if path == "" {
		var err error
		if path, err = PoolsPath(); err != nil {
			return err
		}
	}
	all, err := ReadPools(path)
	if err != nil {
		return err
	}
	p, err := all.Find(f.Pool)
	if err != nil {
		return err
	}
	s.Pool, s.PoolsFile, s.PoolsLoose = p.Name, path, all.Loose
	s.ProtectedUsers, s.ProtectedGroups = p.ProtectedUsers, p.ProtectedGroups
	s.readOnlyPool = p.ReadOnly
	if p.ReadOnly && s.ReadOnly == "" {
		s.ReadOnly = readOnlyInPool
	}
	for k, text := range map[Key]string{Region: p.Region, UserPoolID: p.UserPoolID, ClientID: p.ClientID, Profile: p.Profile,
		Endpoint: p.Endpoint} {
		if text != "" && s.Get(k) == "" {
			s.values[k] = Value{text, poolOrigin + p.Name}
		}
	}
	s.deriveRegion() // before the environment, which may be about another pool
	return nil
}

// poolOrigin is what stands before the pool's name in an origin.
const poolOrigin = "pool "

// profileChosen tells that the profile was chosen, not merely found.
func (s *Settings) profileChosen() bool {
	origin := s.Value(Profile).Origin
	return origin == profileFlag || s.Pool != "" && origin == poolOrigin+s.Pool
}

// otherClient tells that a place's client secret is another app client's than the
// named pool's.
func (s *Settings) otherClient(from source) bool {
	if s.Pool == "" || s.Value(ClientID).Origin != poolOrigin+s.Pool {
		return false
	}
	id, _ := from.lookup(variables[ClientID][0])
	return id != "" && id != s.Get(ClientID)
}

func isCredential(k Key) bool {
	return k == AccessKeyID || k == SecretAccessKey || k == SessionToken
}

const fromPoolID = "pool id"

// deriveRegion takes the Region from a pool id such as eu-west-1_AbC123.
func (s *Settings) deriveRegion() {
	if s.Get(Region) != "" {
		return
	}
	if region, _, ok := strings.Cut(s.Get(UserPoolID), "_"); ok && regionForm.MatchString(region) {
		s.values[Region] = Value{region, fromPoolID}
	}
}

// chooseTheme: the flag, else NO_COLOR (or CLICOLOR=0), else COLORFGBG's
// background, else auto. The terminal is never asked.
func chooseTheme(flag string, lookupEnv func(string) (string, bool)) (string, error) {
	switch flag {
	case "dark", "light", "mono":
		return flag, nil
	case "", "auto":
	default:
		return "", fmt.Errorf("--theme takes auto, dark, light or mono, not %q", flag)
	}
	if unwanted, _ := lookupEnv("NO_COLOR"); unwanted != "" {
		return "mono", nil
	}
	if wanted, _ := lookupEnv("CLICOLOR"); wanted == "0" {
		return "mono", nil
	}
	colours, _ := lookupEnv("COLORFGBG")
	switch back, err := strconv.Atoi(colours[strings.LastIndex(colours, ";")+1:]); {
	case err != nil || back < 0 || back > 15:
		return "auto", nil
	case back == 7 || back > 8:
		return "light", nil
	}
	return "dark", nil
}
