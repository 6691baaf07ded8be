package diagnosis

import (
	"cognito-tui/cognito"
	"slices"

	"cognito-tui/cognito/remedy"
)

// Of is the diagnosis: the first row of the table that applies.
func Of(f Facts) Diagnosis {
	i := slices.IndexFunc(table, func(r Row) bool { return r.When(f) })
	d := table[i].diagnose(f) // the last row always applies
	if text := f.sayNoName(); text != "" {
		d.Advice = append(d.Advice, text)
	}
	return d
}

func join(parts ...[]Row) []Row { return slices.Concat(parts...) }

func (r Row) diagnose(f Facts) Diagnosis {
	d := Diagnosis{Row: r.ID, Inferred: r.Inferred}
	if r.Without != nil {
		next := Of(r.Without(f))
		d.Next = &next
	}
	d.CanSignIn, d.Refused, d.Step = r.signIn(f, d.Next)
	d.Sentence, d.Detail = f.fill(r.Sentence, d.Next), f.fill(r.Detail, d.Next)
	for _, text := range r.Advice {
		d.Advice = append(d.Advice, f.fill(text, d.Next))
	}
	for _, o := range r.Works {
		if c := o.chance(f); c != Impossible {
			d.Works = append(d.Works, Offer{Remedy: o.Remedy, Detail: f.fill(o.Text, d.Next), Unsure: c == Perhaps, Then: o.steps(f)})
		}
	}
	for _, o := range r.Fails {
		if o.Can == nil || o.Can(f) == Impossible {
			d.Fails = append(d.Fails, Refusal{o.Remedy, f.fill(o.Text, d.Next)})
		}
	}
	d.Questions = f.questions(r.Ask)
	if r.Beside {
		d.join(d.Next, f)
	}
	return d
}

func (r Row) signIn(f Facts, next *Diagnosis) (Outcome, cognito.Kind, string) {
	if r.SignIn == nil {
		return next.CanSignIn, next.Refused, next.Step
	}
	s := r.SignIn(f)
	return s.Outcome, s.Refused, s.Step
}

// join adds what works and doesn't in what is left, if nothing is said of it yet.
func (d *Diagnosis) join(next *Diagnosis, f Facts) {
	for _, o := range next.Works {
		if !d.mentions(o.Remedy) {
			d.Works = append(d.Works, o)
		}
	}
	for _, x := range next.Fails {
		if !d.mentions(x.Remedy) {
			d.Fails = append(d.Fails, x)
		}
	}
	d.Questions = f.questions(append(keys(d.Questions), keys(next.Questions)...))
}

func (d *Diagnosis) mentions(id remedy.ID) bool {
	return slices.ContainsFunc(d.Works, func(o Offer) bool { return o.Remedy == id }) ||
		slices.ContainsFunc(d.Fails, func(x Refusal) bool { return x.Remedy == id })
}

func (o Option) chance(f Facts) Chance {
	if o.Can == nil {
		return Possible
	}
	return o.Can(f)
}

// steps are what the person does afterwards, the second factor included.
func (o Option) steps(f Facts) []string {
	steps := slices.Clone(o.Then)
	if f.isUserName(corrects[o.Remedy]) {
		return append([]string{UsesNewAddress}, steps...)
	}
	if len(steps) == 0 || o.Remedy == remedy.FactorOff {
		return steps
	}
	switch steps[len(steps)-1] {
	case SignsIn, SignsInPermanent, SignsInNew, ChoosesPassword:
		steps = append(steps, f.afterPassword()...)
	}
	return steps
}

// corrects are the attributes that remedies replace.
var corrects = map[remedy.ID]string{remedy.CorrectEmail: "email", remedy.CorrectPhone: "phone_number"}
