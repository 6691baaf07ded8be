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
	"syscall"
	"time"

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
	c := &connector{devices: devicestore.New(false), log: log, codes: ui.NewCodes()}
	// The first collection would come just before the first frame, and hold it up by
	// milliseconds; the start leaves a few megabytes for the one after.
	collect := debug.SetGCPercent(-1)
	p := ui.NewProgram(ui.Options{
		Host: ui.Host{Theme: theme.New(theme.Mode(set.Theme)), Log: log},
		Connector: ui.Connector{Settings: set, Connect: c.connect, Secrets: secretstore.New(),
			Clients: func() []ui.LocalClient { return c.local().Clients() }},
		Altered: func() bool { return c.server != nil && c.server.Altered() },
		Drawn: func() {
			debug.SetGCPercent(collect)
			if set.Local { // the keys of its tokens; another's are made when they are needed
				c.local().WarmKeys()
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
	server  *localpool.Server  // nil before local is first asked for
	devices *devicestore.Store // of the embedded pool's users
	log     *trace.Log
	codes   *ui.Codes
	admin   *cognito.Admin // of the connection before, whose credentials may serve again
}

// local is the embedded pool, made when first needed.
func (n *connector) local() embedded {
	if n.server == nil {
		n.server = localpool.New(localpool.Demo())
	}
	return embedded{n.server}
}

// connect makes the clients of a connection. Real or embedded is a matter of
// the transport alone.
func (n *connector) connect(s settings.Settings) (*ui.Conn, error) {
	if s.Local {
		s = n.local().choose(s)
	}
	s = s.Guarded()
	c := cognito.Config{
		Region: s.Get(settings.Region), UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
		ClientSecret: s.Get(settings.ClientSecret), Endpoint: s.Get(settings.Endpoint), Profile: s.Get(settings.Profile), Log: n.log,
		MFACode: n.codes.Ask, Embedded: s.Local, ReadOnly: s.ReadOnly,
		Protected: cognito.Protection{Users: s.ProtectedUsers, Groups: s.ProtectedGroups},
		Recorder:  audit.New(cmp.Or(s.AuditFile, settings.AuditPath())),
	}
	conn := &ui.Conn{Settings: s}
	switch {
	case s.Local:
		conn.Devices = devices{n.devices}
		c.Transport = trace.New(n.local().Transport(), n.log)
		c.Region, c.Endpoint = localpool.Demo().Region, ""
		c.Credentials = credentials.NewStaticCredentialsProvider("local", "local", "") // it takes any
		conn.Local = n.local()
	default:
		conn.Devices = devices{devicestore.New(true)}
		c.Transport = trace.New(http.DefaultTransport.(*http.Transport).Clone(), n.log)
		if id := s.Get(settings.AccessKeyID); id != "" {
			c.Credentials = credentials.NewStaticCredentialsProvider(id, s.Get(settings.SecretAccessKey), s.Get(settings.SessionToken))
		}
	}
	n.admin = n.admin.Sharing(c)
	conn.Client, conn.Admin = cognito.New(c), n.admin
	return conn, nil
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

// embedded is the embedded pool as the screens see it.
type embedded struct{ *localpool.Server }

// choose fills in the embedded pool's first client, unless the settings name
// one of its others.
func (e embedded) choose(s settings.Settings) settings.Settings {
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
func (e embedded) Clients() (list []ui.LocalClient) {
	for _, c := range e.Server.Clients() {
		list = append(list, ui.LocalClient(c))
	}
	return list
}

// Messages lists what the embedded pool sent.
func (e embedded) Messages() (list []ui.Message) {
	for _, m := range e.Server.Messages("") {
		list = append(list, ui.Message(m))
	}
	return list
}

// Users lists the embedded pool's users.
func (e embedded) Users() (list []ui.LocalUser) {
	for _, u := range e.Server.Users() {
		list = append(list, ui.LocalUser(u))
	}
	return list
}

// Password is the one of every seeded user.
func (embedded) Password() string { return localpool.DemoPassword }

// Serve lets other programs of this machine reach the pool.
func (e embedded) Serve(ctx context.Context) (string, error) {
	return localpool.ServeBeside(ctx, e.Server)
}
