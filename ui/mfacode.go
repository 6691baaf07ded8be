package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// Codes asks the person at the screen for the MFA codes of AWS roles. A call that
// needs one waits meanwhile; its time doesn't run.
type Codes struct {
	wanted chan *codeRequest
	done   <-chan struct{} // the program ends; set by New, before anything asks
}

// NewCodes makes what main gives to cognito.Config and to Options.
func NewCodes() *Codes { return &Codes{wanted: make(chan *codeRequest)} }

// codeRequest is a question that a call waits with.
type codeRequest struct {
	serial  string // of the MFA device, or its ARN
	refused bool   // AWS refused the code before this one
	answer  chan string
	over    <-chan struct{} // nobody waits any more
}

// Ask shows the question and waits for the code. Its error is context.Canceled
// where none is given. It is what cognito.Config.MFACode wants.
func (c *Codes) Ask(ctx context.Context, serial string) (string, error) {
	r := &codeRequest{serial: serial, refused: cognito.CodeRefused(ctx), answer: make(chan string, 1), over: ctx.Done()}
	select {
	case c.wanted <- r:
	case <-c.done:
		return "", context.Canceled
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case code, given := <-r.answer:
		if !given {
			return "", context.Canceled
		}
		return code, nil
	case <-c.done:
		return "", context.Canceled
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// listenCodes waits for the next question.
func (a *App) listenCodes() tea.Cmd {
	codes := a.options.Codes
	if codes == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case r := <-codes.wanted:
			return codeWanted{r}
		case <-codes.done:
			return nil
		}
	}
}

// codeWanted is a question that has come.
type codeWanted struct{ request *codeRequest }

// mfaCode asks for the code of the MFA device that an AWS role wants. Leaving the
// screen gives none.
type mfaCode struct {
	formScreen
	request *codeRequest
}

func newMFACode(env *Env, r *codeRequest) Screen {
	s := &mfaCode{request: r}
	code := kit.NewPassword("code", "MFA code")
	code.Code, code.Hint = true, "ctrl+r show"
	s.formScreen = newFormScreen(env, "An AWS role wants an MFA code",
		"The code of the device "+cleanText(r.serial)+". It goes to AWS STS once and is kept nowhere. A call waits for it.",
		kit.NewForm("Give the code", code))
	if r.refused {
		s.warning = "AWS refused the code before this one. Each works once: wait for the device's next one."
	}
	s.submit = s.give
	s.cancel = func() { close(r.answer) } // leaving calls it
	return s
}

func (s *mfaCode) give() tea.Cmd {
	code := strings.TrimSpace(s.form.Value("code"))
	wrong := ""
	switch {
	case code == "":
		wrong = "Type the device's code."
	case len(code) != 6 || strings.Trim(code, "0123456789") != "": // API reference of STS, AssumeRole, TokenCode
		wrong = "An MFA code has 6 digits."
	}
	if !s.require(check{"code", wrong}) {
		return nil
	}
	s.form.Field("code").Set("")
	select {
	case <-s.request.over:
		s.warning = "The call that wanted the code waits no more, and nothing was sent. Go back and try again."
		return nil
	default:
	}
	s.cancel = nil
	s.request.answer <- code
	return s.end(codeGiven{})
}
