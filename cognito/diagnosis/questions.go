package diagnosis

import "slices"

// questions are the texts of what only the caller can tell, in the order in which
// they are asked.
var questions = []Question{
	{"LockedOut", "Does it say “attempts exceeded”?"},
	{"LostInvitation", "Is the invitation's message gone?"},
	{"LostFactor", "Is the phone or app of the second factor gone?"},
	{"WrongAddress", "Is an address wrong?"},
	{"SignedInElsewhere", "May somebody else be signed in?"},
}

// questions are those of a row that aren't answered with yes and make sense.
func (f Facts) questions(keys []string) []Question {
	var list []Question
	for _, q := range questions {
		answered := f.Says.Answer(q.Key, true) == f.Says
		if slices.Contains(keys, q.Key) && !answered && (q.Key != "LostFactor" || f.mayHaveFactors()) {
			list = append(list, q)
		}
	}
	return list
}

func keys(list []Question) (names []string) {
	for _, q := range list {
		names = append(names, q.Key)
	}
	return names
}

func (f Facts) mayHaveFactors() bool { return !mfaOff(f) && (f.Listed || factorsOn(f)) }
