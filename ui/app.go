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
	a.move(a.next(goHome{}))
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
	a.move(a.next(wantConnection{}))
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
			if t, ok := s.(ticker); ok {
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

// partial hands it to its screen, wherever that is in the stack.
func (a *App) partial(msg partial) tea.Cmd {
	for _, s := range a.stack {
		if s.base().id == msg.of() {
			return s.Update(msg)
		}
	}
	return nil
}

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
	var cmds []tea.Cmd
	if m.offer != nil {
		cmds = append(cmds, a.deliver(*m.offer))
	}
	cmds = append(cmds, a.top().Enter())
	if a.env.Conn != conn {
		cmds = append(cmds, a.listenLocal())
	}
	if m.reads {
		cmds = append(cmds, a.begin())
	}
	return tea.Batch(cmds...)
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
	a.cut(m.keep(a.stack))
	a.stack = append(a.stack, m.add...)
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
