// Command cognito-tui is a terminal UI for Amazon Cognito user pools. With
// nothing configured it runs on a user pool of its own, in memory.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cognito-tui/cognito"
	"cognito-tui/cognito/audit"
	"cognito-tui/cognito/cells"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/devicestore"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/routine"
	"cognito-tui/cognito/secretstore"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui"
	"cognito-tui/ui/theme"
)

// Exit codes. Quitting by q, Ctrl+C or SIGTERM is no fault.
const (
	exitFault = 1
	exitUsage = 2
)

// callsKept bounds the attempts that the calls panel remembers.
const callsKept = 10_000

func main() {
	ui.ForbidCoreDumps()
	routine.OnPanic(stop)
	err := root().Execute()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "cognito-tui: "+sentence(err))
	var signalled *ui.Signalled
	if errors.As(err, &signalled) {
		os.Exit(signalled.Code())
	}
	var fault faultError
	if errors.As(err, &fault) {
		os.Exit(exitFault)
	}
	fmt.Fprintln(os.Stderr, "cognito-tui --help tells how it is called.")
	os.Exit(exitUsage)
}

// sentence is an error as one line: the names in it come from flags, files and
// servers. Only a crash's report has several, of names of the program's own code.
func sentence(err error) string {
	if crash := (routine.Crash{}); errors.As(err, &crash) {
		return err.Error()
	}
	return cells.Clean(err.Error())
}

// stop ends the program after a panic where there is no screen, which takes over.
func stop(c routine.Crash) {
	fmt.Fprintln(os.Stderr, "cognito-tui: a fault of its own stopped the program. Report what was done last, with these lines:\n"+c.String())
	os.Exit(exitFault)
}

// faultError is an error that isn't of the command line's making.
type faultError struct{ error }

func (f faultError) Unwrap() error { return f.error }

func root() *cobra.Command {
	var f settings.Flags
	cmd := &cobra.Command{
		Use:   "cognito-tui",
		Short: "A terminal UI for Amazon Cognito user pools",
		Long: "Walks sign-up, codes, sign-in, password reset and the signed-in user's account against an Amazon Cognito user pool.\n" +
			"With no client id, pool id or endpoint it runs on its own embedded user pool.\n\n" +
			"A client secret is read from COGNITO_CLIENT_SECRET, from .env, from the system's keyring for a pool kept under a name,\n" +
			"with AWS credentials from the service, or typed on the connection screen.",
		Version: version(), Args: cobra.NoArgs, SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := given(cmd.Flags()); err != nil {
				return err
			}
			set, err := settings.Load(f, os.LookupEnv)
			if err != nil {
				return err
			}
			return runTUI(set, f.TraceFile)
		},
	}
	cmd.CompletionOptions.HiddenDefaultCmd = true
	cobra.MousetrapHelpText = "" // on Windows a double click may start it too
	flags := cmd.Flags()
	flags.BoolVar(&f.Local, "local", false, "use the embedded pool, whatever is configured")
	flags.StringVar(&f.Profile, "profile", "", "AWS profile (AWS_PROFILE)")
	flags.StringVar(&f.Region, "region", "", "AWS Region (AWS_REGION)")
	flags.StringVar(&f.UserPoolID, "user-pool-id", "", "user pool id (COGNITO_USER_POOL_ID)")
	flags.StringVar(&f.ClientID, "client-id", "", "app client id (COGNITO_CLIENT_ID)")
	flags.StringVar(&f.Endpoint, "endpoint", "", "endpoint (AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER)")
	flags.StringVar(&f.EnvFile, "env-file", "", "file of NAME=value lines (default .env, where there is one)")
	flags.StringVar(&f.TraceFile, "trace-file", "", "file that keeps every call, redacted, as lines of JSON (10 MB at most)")
	flags.StringVar(&f.Pool, "pool", "", "open a pool that was kept under this name in pools.toml")
	flags.BoolVar(&f.ReadOnly, "read-only", false, "change nothing as an administrator, whatever is asked for")
	flags.StringVar(&f.AuditFile, "audit-file", "", "file that changes made as an administrator are appended to (default audit.jsonl in the state folder)")
	flags.StringVar(&f.Theme, "theme", "auto", "auto, dark, light or mono")
	cmd.AddCommand(serveCommand())
	return cmd
}

// given refuses flags that name nothing: a variable that is unset must not open
// another pool, read another file, sign as somebody else or leave out a record.
func given(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" && err == nil {
			err = fmt.Errorf("--%s was given nothing; give it a value, or leave it out", f.Name)
		}
	})
	return err
}

func serveCommand() *cobra.Command {
	o := localpool.ServeOptions{Stdout: os.Stdout, Stderr: cells.Lines(os.Stderr),
		Stamp: func(at time.Time) string { return clock.Clock{}.Format(at, time.TimeOnly) }}
	var users userCount
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the embedded user pool over HTTP on loopback",
		Long:  "Serves the embedded user pool for other programs. Standard output is a ready .env; standard error gets one line a call.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := given(cmd.Flags()); err != nil {
				return err
			}
			filled, poolID, err := localpool.Demo().Fill(int(users))
			if err != nil {
				return err
			}
			pools := localpool.New(filled) // before signals are caught: many users take seconds
			if users > 0 {
				fmt.Fprintf(os.Stderr, "%s has %d more users, with the password of all.\n", poolID, users)
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			err = localpool.Serve(ctx, pools, o)
			var refused *localpool.AddrError
			if err == nil || errors.As(err, &refused) {
				return err
			}
			return faultError{err}
		},
	}
	cmd.Flags().StringVar(&o.Addr, "addr", "127.0.0.1:9229", "address to listen on; port 0 takes a free one")
	cmd.Flags().Var(&users, "users", fmt.Sprintf("fill a pool with N more users, the same at every start (at most %d)", localpool.MaxMore))
	cmd.Flags().BoolVar(&o.UnsafeListen, "unsafe-listen", false, "allow an address that other machines reach")
	cmd.Flags().BoolVar(&o.Quiet, "quiet", false, "log no line a call on standard error")
	return cmd
}

// userCount is the value of --users.
type userCount int

// String is the number.
func (n *userCount) String() string { return strconv.Itoa(int(*n)) }

// Type is what help calls it.
func (n *userCount) Type() string { return "N" }

// Set takes a whole number that the pool can be filled with.
func (n *userCount) Set(text string) error {
	count, err := strconv.Atoi(text)
	if err != nil || count < 0 || count > localpool.MaxMore {
		return fmt.Errorf("give a whole number from 0 to %d", localpool.MaxMore)
	}
	*n = userCount(count)
	return nil
}

// version is the module's, which tells the commit where it was built from one.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

// runTUI runs the program until it is left. traceFile, where not empty, keeps its
// calls.
func runTUI(set settings.Settings, traceFile string) error {
	log := trace.NewLog(callsKept)
	if traceFile != "" {
		file, err := trace.OpenFile(traceFile)
		if err != nil {
			return err
		}
		defer file.Close() // each line was written when its call was done
		log.Keep(file)
	}
	if !term.IsTerminal(os.Stdout.Fd()) {
		return faultError{errors.New("standard output isn't a terminal, so nothing could be seen; serve is for other programs")}
	}
	c := &connector{local: newEmbedded(), log: log, codes: ui.NewCodes()}
	// The first collection would come just before the first frame, and hold it up by
	// milliseconds; the start leaves a few megabytes for the one after.
	collect := debug.SetGCPercent(-1)
	p := ui.NewProgram(ui.Options{
		Host:      ui.Host{Theme: theme.New(theme.Mode(set.Theme)), Log: log},
		Connector: ui.Connector{Settings: set, Connect: c.connect, Clients: c.local.Clients, Secrets: secretstore.New()},
		Altered:   c.local.Altered,
		Drawn: func() {
			debug.SetGCPercent(collect)
			if set.Local { // the keys of its tokens; another's are made when they are needed
				c.local.pool().WarmKeys()
			}
		},
		Codes: c.codes, JobFolder: settings.JobFolder(),
	})
	routine.OnPanic(p.Crash)
	if err := p.Run(); err != nil {
		return faultError{err}
	}
	return nil
}

// connector makes the connections of a run.
type connector struct {
	local *embedded
	log   *trace.Log
	codes *ui.Codes
	admin *cognito.Admin // of the connection before, whose credentials may serve again
}

// connect makes the clients of a connection. Real or embedded is a matter of
// the transport alone.
func (n *connector) connect(s settings.Settings) (*ui.Conn, error) {
	local, log := n.local, n.log
	if s.Local {
		s = local.choose(s)
	}
	s = s.Guarded()
	c := cognito.Config{
		Region: s.Get(settings.Region), UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
		ClientSecret: s.Get(settings.ClientSecret), Endpoint: s.Get(settings.Endpoint), Profile: s.Get(settings.Profile), Log: log,
		MFACode: n.codes.Ask, Embedded: s.Local, ReadOnly: s.ReadOnly,
		Protected: cognito.Protection{Users: s.ProtectedUsers, Groups: s.ProtectedGroups},
		Recorder:  audit.New(cmp.Or(s.AuditFile, settings.AuditPath())),
	}
	conn := &ui.Conn{Settings: s}
	switch {
	case s.Local:
		conn.Devices = devices{local.devices}
		c.Transport = trace.New(local.pool().Transport(), log)
		c.Region, c.Endpoint, c.Credentials = localpool.Demo().Region, "", localCredentials{}
		conn.Local = local
	default:
		conn.Devices = devices{devicestore.New(true)}
		c.Transport = trace.New(http.DefaultTransport.(*http.Transport).Clone(), log)
		if id := s.Get(settings.AccessKeyID); id != "" {
			c.Credentials = credentials.NewStaticCredentialsProvider(id, s.Get(settings.SecretAccessKey), s.Get(settings.SessionToken))
		}
	}
	n.admin = n.admin.Sharing(c)
	conn.Client, conn.Admin = cognito.New(c), n.admin
	return conn, nil
}

// localCredentials sign calls of the embedded pool, which takes any.
type localCredentials struct{}

// Retrieve gives the fixed pair.
func (localCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
}

// devices is a store of remembered devices as the screens see it.
type devices struct{ *devicestore.Store }

// Get finds a user's device. One that can't be read is as good as none: the
// sign-in goes on without it.
func (d devices) Get(poolID, username string) (cognito.Device, bool) {
	found, ok, err := d.Store.Get(poolID, username)
	return cognito.Device(found), ok && err == nil
}

// Put keeps a user's device.
func (d devices) Put(poolID, username string, device cognito.Device) error {
	return d.Store.Put(poolID, username, devicestore.Device(device))
}

// Drop forgets a user's device, as far as the keyring lets go of it.
func (d devices) Drop(poolID, username string) { _ = d.Store.Drop(poolID, username) }

// embedded is the embedded pool as the screens see it, made when first needed.
type embedded struct {
	server  *localpool.Server
	devices *devicestore.Store
}

func newEmbedded() *embedded { return &embedded{devices: devicestore.New(false)} }

func (e *embedded) pool() *localpool.Server {
	if e.server == nil {
		e.server = localpool.New(localpool.Demo())
	}
	return e.server
}

// choose fills in the embedded pool's first client, unless the settings name
// one of its others.
func (e *embedded) choose(s settings.Settings) settings.Settings {
	clients := e.Clients()
	chosen := clients[0]
	for _, c := range clients {
		if c.ClientID == s.Get(settings.ClientID) {
			chosen = c
		}
	}
	s = s.With(settings.Region, localpool.Demo().Region).With(settings.UserPoolID, chosen.PoolID).
		With(settings.ClientID, chosen.ClientID).With(settings.ClientSecret, chosen.Secret).With(settings.Endpoint, "")
	s.Local = true
	return s
}

// Clients lists the embedded pool's app clients.
func (e *embedded) Clients() []ui.LocalClient {
	var list []ui.LocalClient
	for _, c := range e.pool().Clients() {
		list = append(list, ui.LocalClient(c))
	}
	return list
}

// Altered tells whether something was created or changed in the embedded pool.
func (e *embedded) Altered() bool { return e.server != nil && e.server.Altered() }

// Messages lists what the embedded pool sent.
func (e *embedded) Messages() []ui.Message {
	var list []ui.Message
	for _, m := range e.pool().Messages("") {
		list = append(list, ui.Message{To: m.To, Medium: m.Medium, Kind: m.Kind, Code: m.Code,
			Username: m.Username, PoolID: m.PoolID, Time: m.Time, Valid: m.Valid})
	}
	return list
}

// Users lists the embedded pool's users.
func (e *embedded) Users() []ui.LocalUser {
	var list []ui.LocalUser
	for _, u := range e.pool().Users() {
		list = append(list, ui.LocalUser{PoolID: u.PoolID, Username: u.Username, Email: u.Email,
			Status: u.Status, Shows: strings.TrimSpace(u.Shows), Enabled: u.Enabled, Flow: cognito.Flow(u.Flow)})
	}
	return list
}

// Serve lets other programs of this machine reach the pool.
func (e *embedded) Serve(ctx context.Context) (string, error) {
	return localpool.ServeBeside(ctx, e.pool())
}

// What follows hands on to the pool.

// TOTP is a code that the pool takes now for a user's authenticator app.
func (e *embedded) TOTP(poolID, username string) (code string, wait time.Duration) {
	return e.pool().TOTP(poolID, username)
}

// Texts are what the pool may say with an exception.
func (e *embedded) Texts(op, exception string) []string { return e.pool().Texts(op, exception) }

func (e *embedded) Password() string                 { return localpool.DemoPassword }
func (e *embedded) Now() time.Time                   { return e.pool().Now() }
func (e *embedded) Advance(d time.Duration)          { e.pool().Advance(d) }
func (e *embedded) Reset()                           { e.pool().Reset() }
func (e *embedded) Changed() <-chan struct{}         { return e.pool().Changed() }
func (e *embedded) Operations() []string             { return e.pool().Operations() }
func (e *embedded) Exceptions(op string) []string    { return e.pool().Exceptions(op) }
func (e *embedded) Fail(op, exception, text string)  { e.pool().Fail(op, 1, exception, text) }
func (e *embedded) Delay(op string, d time.Duration) { e.pool().Delay(op, 1, d) }
func (e *embedded) DropAnswer(op string)             { e.pool().DropAnswer(op, 1) }
func (e *embedded) LagLists(d time.Duration)         { e.pool().LagLists(d) }
func (e *embedded) ListsLag() time.Duration          { return e.pool().ListsLag() }
func (e *embedded) LimitRates(on bool)               { e.pool().LimitRates(on) }
func (e *embedded) RatesLimited() bool               { return e.pool().RatesLimited() }
func (e *embedded) Armed() []string                  { return e.pool().Faults() }
func (e *embedded) ClearFaults()                     { e.pool().ClearFaults() }
