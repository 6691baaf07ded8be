package ui

import (
	"context"
	"time"

	"github.com/charmbracelet/bubbles/help"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/facts"
)

// Screen is one full page of the program. It is a pointer that changes itself
// and returns commands; App draws the frame around it.
type Screen interface {
	Title() string
	Enter() tea.Cmd         // each time it becomes the top one
	Update(tea.Msg) tea.Cmd // keys, its own replies, and messages nobody else takes
	View() string           // the body only
	SetSize(w, h int)
	Typing() bool // text has the focus: App leaves '?' and 'q' alone
	help.KeyMap   // so that help is always true
	base() *Base
}

// Base is what every screen has: an identity, the size of its body, and the
// one call in flight with its cancel.
type Base struct {
	env  *Env
	id   int
	w, h int

	call   int
	cancel context.CancelFunc
	busy   string // what is going on, in words; empty where nothing is
	since  time.Time

	desk  bool // the header tells on whose behalf changes are made, and whether any may be
	wide  bool // it takes the width of the side panel, too
	step  bool // what it leads to takes its place: see over
	panel any  // the outcome that opens it from every screen; nil where it is no panel
}

// trait is what the frame or the machine is to know of a kind of screen.
type trait func(*Base)

func onDesk(b *Base)     { b.desk = true }
func wholeWidth(b *Base) { b.wide = true }
func aStep(b *Base)      { b.step = true }

func panelOf(outcome any) trait { return func(b *Base) { b.panel = outcome } }

func newBase(env *Env, traits ...trait) Base {
	env.screens++
	b := Base{env: env, id: env.screens, w: 80, h: 20}
	for _, t := range traits {
		t(&b)
	}
	return b
}

// What some screens do besides, each for App.
type (
	// escaper is a screen in which esc leaves something of its own first: leaving says
	// what, in a word or two, and is empty where nothing is to be left.
	escaper interface {
		leaving() string
		escape()
	}
	// closer is a screen with more to cancel than the call in flight.
	closer interface{ close() }
	// counter is a screen that may count something down, and is drawn each second then.
	counter interface{ counting() bool }
	// ticker is a screen that looks at each tick for what has changed.
	ticker interface{ tick() }
	// worker is a screen that may do something which quitting would stop.
	worker interface{ working() bool }
	// codeFiller is a screen with a field for a code of the inbox: newest is the one that
	// ctrl+y fills in, and is empty where there is none.
	codeFiller interface{ newest() string }
	// hearer is a screen that hears what others tell without ending.
	hearer interface{ hear(event any) }
	// refused is a screen whose refusal can be explained: it takes the way on that was
	// chosen there.
	refused interface{ takeOffer(offerTaken) tea.Cmd }
)

// partial is a part of what a screen waits for; it comes while the screen goes on.
type partial interface{ of() (screen int) }

func (b *Base) base() *Base { return b }

// SetSize tells the cells of the body.
func (b *Base) SetSize(w, h int) { b.w, b.h = w, h }

// Enter does nothing; screens that must read something first have their own.
func (b *Base) Enter() tea.Cmd { return nil }

// Typing is false; screens with fields have their own.
func (b *Base) Typing() bool { return false }

// stop cancels the call in flight; its reply still arrives and says so.
func (b *Base) stop() {
	if b.cancel != nil {
		b.cancel()
	}
}

// leave cancels the call in flight and lets its reply be dropped.
func (b *Base) leave() {
	b.stop()
	b.settle()
	b.call++
}

func (b *Base) settle() { b.busy, b.cancel = "", nil }

// end leaves the screen with an outcome, which flow.go turns into the next one.
// App follows it before it takes another message, so that a key typed right
// after reaches the next screen. The command does nothing.
func (b *Base) end(o any) tea.Cmd {
	b.env.ended = append(b.env.ended, ended{screen: b.id, outcome: o})
	return func() tea.Msg { return nil }
}

// tell hands something to App, or to the screens that care, without leaving the screen.
func (b *Base) tell(event any) { b.env.ended = append(b.env.ended, ended{told: event}) }

// ended is how a screen ended, or what one tells.
type ended struct {
	screen  int
	outcome any
	told    any
}

// Reply is the answer to a Call, addressed to the screen that asked.
type Reply[T any] struct {
	screen, call int
	Val          T
	Err          error
}

func (r Reply[T]) address() (screen, call int) { return r.screen, r.call }

type addressed interface {
	address() (screen, call int)
}

// Call runs fn outside Update and sends its result back to b's screen. One call
// is in flight at a time: a new one cancels the one before. doing says what is
// going on, such as "Signing in".
func Call[T any](b *Base, doing string, fn func(context.Context) (T, error)) tea.Cmd {
	b.leave()
	ctx, cancel := context.WithCancel(b.env.ctx)
	b.cancel, b.busy, b.since = cancel, doing, time.Now()
	screen, call := b.id, b.call
	return func() tea.Msg {
		defer cancel()
		val, err := fn(ctx)
		return Reply[T]{screen: screen, call: call, Val: val, Err: err}
	}
}

// factRead is what a read gave, for its place.
type factRead struct{ keep func() }

// take puts it there. A call that was cancelled gave none.
func (r factRead) take() {
	if r.keep != nil {
		r.keep()
	}
}

// readFact is a Call that reads a fact; its Reply[factRead] takes it.
func readFact[T any](b *Base, into *facts.Fact[T], read func(context.Context) (T, error)) tea.Cmd {
	return Call(b, "", func(ctx context.Context) (factRead, error) {
		fact := facts.Of(read(ctx))
		return factRead{func() { *into = into.Newer(fact) }}, nil
	})
}

// none is the result of calls that answer nothing.
type none struct{}
