package localpool

import (
	"net/http"
	"time"
)

// localKnob is what may be asked of /_local/knobs; what is absent stays as it is.
type localKnob struct {
	ListsLag *string // how late lists are: a time such as "5s", "0s" for lists that are current
	Rates    *bool   // whether calls above the request rate quotas are refused
}

// knobsNow is how the knobs stand.
type knobsNow struct {
	ListsLag string `json:"listsLag"`
	Rates    bool   `json:"rates"`
}

// localKnobs does what LagLists and LimitRates do, and answers how they stand.
func (s *Server) localKnobs(r *http.Request) (any, error) {
	var ask localKnob
	if err := readLocal(r, &ask); err != nil {
		return nil, err
	}
	if ask.ListsLag != nil {
		d, err := time.ParseDuration(*ask.ListsLag)
		if err != nil || d < 0 || d > maxDelay {
			return nil, sentence(`"listsLag" takes a time such as "5s", at most %s; "0s" turns it off.`, maxDelay)
		}
		s.LagLists(d)
	}
	if ask.Rates != nil {
		s.LimitRates(*ask.Rates)
	}
	return knobsNow{s.ListsLag().String(), s.RatesLimited()}, nil
}
