// Package ui is the terminal program: screens, the state machine between them
// and the frame around them. Begin with flow.go, which is the machine; App
// routes messages, screen.go says what a screen is.
package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// App is the root model: the stack of screens, who gets which message, and
// what is known of the connection.
type App struct {
	env     *Env
	options Options
	held    keepPassword // for the next sign-in
	calls   *callList    // as one left it
	stack   []Screen     // the last is on top; never empty
	keys    globalKeys
	w, h    int
	ticks   bool // a tick is on its way
	quit    context.CancelFunc
	// asked is the key that asks whether to quit; empty while nothing is asked.
	asked string
	// unread tells that no connection can be made before the AWS files are read.
	// Keys that come meanwhile are waiting, and taken then.
	unread  bool
	waiting []tea.Msg
	// note stands in the place of the keys at the foot until the next key.
	note string
}

// New makes the program. With settings that can't make a connection it starts
// on the connection screen, which says why.
func New(o Options) *App {
	ctx, quit := context.WithCancel(context.Background())
	env := &Env{Host: o.Host, Conn: &Conn{Settings: o.Settings}, ctx: ctx}
	if o.Codes != nil {
		o.Codes.done = ctx.Done()
	}
	a := &App{env: env, options: o, calls: newCallList(o.Log), keys: newGlobalKeys(), w: 80, h: 24, quit: quit}
	a.stack = []Screen{newHome(env, "")}
	if a.unread = o.Settings.RegionUnread(); !a.unread {
		a.open()
	}
	return a
}

// open connects by the settings; the connection screen says why it can't.
func (a *App) open() {
	if len(a.env.Settings.Problems()) == 0 {
		conn, err := a.options.Connect(a.env.Settings)
		if err == nil {
			a.connect(conn)
			return
		}
	}
	a.stack = append(a.stack, newConnection(a.env, &a.options.Connector))
}

// connect takes a new connection; who was signed in at the old one is forgotten.
func (a *App) connect(c *Conn) {
	c.AdminFault = cognito.CredentialsUnknown
	a.env.Conn, a.env.Session, a.held = c, nil, keepPassword{}
}

// Init begins to listen to the calls and the embedded pool.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.listenCalls(), a.listenLocal(), a.listenCodes(), a.afterFrame(a.begin()), a.top().Enter(), a.afterFrame(a.drawn()), a.readProfile())
}

// begin reads what is to be known of a new connection.
func (a *App) begin() tea.Cmd {
	if a.lacksSecret() {
		return a.findSecret() // which describes it then
	}
	return a.describe()
}

func (a *App) top() Screen { return a.stack[len(a.stack)-1] }

// Update routes one message. Keys typed faster than they are read arrive as
// one message; each is taken on its own, since the first may change the screen.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	for queue := apart(msg); len(queue) > 0; {
		m := queue[0]
		queue = queue[1:]
		if a.waits(m) {
			continue
		}
		cmds = append(cmds, a.route(m))
		if !a.unread && len(a.waiting) > 0 {
			queue = append(a.waiting, queue...)
			a.waiting = nil
		}
		for len(a.env.ended) > 0 {
			e := a.env.ended[0]
			a.env.ended = a.env.ended[1:]
			cmds = append(cmds, a.follow(e))
		}
	}
	return a, tea.Batch(append(cmds, a.askCaller(), a.tick())...)
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		a.resize()
		return nil
	case tea.KeyMsg:
		return a.key(msg)
	case kit.Pasted:
		return a.paste(msg)
	case addressed:
		return a.reply(msg)
	case partial:
		return a.partial(msg)
	case profileRead:
		return a.takeProfile(msg)
	case noShell:
		a.note = "There is no shell to return to."
		return nil
	case callsChanged:
		return a.listenCalls()
	case localChanged:
		if msg.conn == a.env.Conn {
			return a.listenLocal()
		}
		return nil
	case described:
		a.learn(msg)
		return nil
	case secretFound:
		return a.takeSecret(msg)
	case callerTold:
		a.learnCaller(msg)
		return nil
	case codeWanted:
		return tea.Batch(a.top().base().end(wantMFACode(msg)), a.listenCodes())
	case tickMsg:
		a.ticks = false
		a.env.spin++
		for _, s := range a.stack {
			if t, ok := s.(interface{ tick() }); ok {
				t.tick()
			}
		}
		return a.autoRefresh()
	case autoRefreshed:
		return nil
	}
	return a.top().Update(msg)
}

// reply hands an answer to the screen that asked, wherever it is in the stack;
// one whose screen is gone, or that has asked again since, is dropped.
func (a *App) reply(msg addressed) tea.Cmd {
	screen, call := msg.address()
	for _, s := range a.stack {
		if b := s.base(); b.id == screen && b.call == call {
			b.settle()
			return s.Update(msg)
		}
	}
	return nil
}

// partial is a part of what a screen waits for; it comes while the screen goes on.
type partial interface{ of() (screen int) }

// partial hands it to its screen, wherever that is in the stack.
func (a *App) partial(msg partial) tea.Cmd {
	for _, s := range a.stack {
		if s.base().id == msg.of() {
			return s.Update(msg)
		}
	}
	return nil
}

// closer is a screen with more to cancel than the call in flight.
type closer interface{ close() }

// follow takes a step of the machine.
func (a *App) follow(msg ended) tea.Cmd {
	if msg.told != nil {
		a.hear(msg.told)
		return nil
	}
	conn := a.env.Conn
	if !a.dropAbove(msg.screen) {
		return nil
	}
	m := a.next(msg.outcome)
	a.move(m)
	var taken tea.Cmd
	if o, ok := msg.outcome.(offerTaken); ok {
		taken = a.deliver(o)
	}
	cmd := tea.Batch(a.top().Enter(), taken)
	if a.env.Conn != conn {
		cmd = tea.Batch(cmd, a.listenLocal(), a.begin())
	}
	if _, ok := msg.outcome.(codeGiven); ok && a.env.Pool == nil {
		a.env.callerAsked = false       // who it is can be told now
		cmd = tea.Batch(cmd, a.begin()) // it asks nobody itself, and may be read now
	}
	return cmd
}

// dropAbove leaves what lies on a screen: one that ended by its own reply may
// have panels on it. It is false for a screen that is gone.
func (a *App) dropAbove(screen int) bool {
	for i, s := range a.stack {
		if s.base().id == screen {
			a.cut(i + 1)
			return true
		}
	}
	return false
}

func (a *App) move(m move) {
	switch m.how {
	case replace, pop:
		a.cut(max(1, len(a.stack)-1))
	case popFaults:
		for _, ok := a.top().(*fault); ok; _, ok = a.top().(*fault) {
			a.cut(len(a.stack) - 1)
		}
	case overSteps:
		for _, ok := a.top().(bulkStep); ok; _, ok = a.top().(bulkStep) {
			a.cut(len(a.stack) - 1)
		}
	case toHome:
		a.cut(0)
	case fromHome:
		a.cut(1)
	case fromBelow:
		a.cut(1)
		a.stack = append(a.stack, m.below(a.env))
	}
	if m.screen != nil {
		a.stack = append(a.stack, m.screen(a.env))
	}
	a.resize()
}

// cut keeps the n lowest screens; the others are left, their calls cancelled.
func (a *App) cut(n int) {
	for _, s := range a.stack[n:] {
		s.base().leave()
		if c, ok := s.(closer); ok {
			c.close()
		}
	}
	a.stack = a.stack[:n]
}

func (a *App) resize() {
	w, h := a.bodySize()
	for _, s := range a.stack {
		s.SetSize(w, h)
	}
}
