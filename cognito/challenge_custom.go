package cognito

import "maps"

// CustomChallenge is CUSTOM_CHALLENGE: a question of the pool's own Lambda
// functions. Any number of rounds may follow.
type CustomChallenge struct {
	*pending
	Parameters map[string]string // the public ones, as the function wrote them: a stranger's text
	Round      int               // from 1
}

func decodeCustom(p *pending, a authAnswer) (Step, error) {
	shown := maps.Clone(a.parameters)
	delete(shown, "USERNAME")
	delete(shown, "USER_ID_FOR_SRP")
	p.round++
	return CustomChallenge{p, shown, p.round}, nil
}

// Give answers with text as it was typed.
func (c CustomChallenge) Give(text string) Answer {
	return c.answer(map[string]string{"ANSWER": text})
}
