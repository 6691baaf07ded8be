package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// listsLag is how late lists are where the knob is on: longer than a person takes
// to look again, shorter than patience.
const listsLag = 5 * time.Second

// knobsOn says in words which knobs are on.
func knobsOn(local Knobs) []string {
	var words []string
	if d := local.ListsLag(); d > 0 {
		words = append(words, "lists are "+d.String()+" late")
	}
	if local.RatesLimited() {
		words = append(words, "request rates are limited")
	}
	return words
}

// knobs are the rows that turn them on and off.
func (s *localPool) knobs() []listRow {
	local := s.env.Local
	late, rates := listRow{section: "Lists and rates", label: "Lists lag", detail: "off: ListUsers is current"}, listRow{label: "Rates", detail: "off: as many calls as you like"}
	late.do = func() tea.Cmd {
		local.LagLists(listsLag)
		s.done = "Lists show what changes from now on 5 seconds later."
		return nil
	}
	if d := local.ListsLag(); d > 0 {
		late.detail = d.String() + ": ListUsers shows a change that much later, as on AWS"
		late.do = func() tea.Cmd {
			local.LagLists(0)
			s.done = "Lists are current."
			return nil
		}
	}
	rates.do = func() tea.Cmd {
		local.LimitRates(true)
		s.done = "Calls above the service's quotas are refused."
		return nil
	}
	if local.RatesLimited() {
		rates.detail = "as the service's quotas: calls above them are refused"
		rates.do = func() tea.Cmd {
			local.LimitRates(false)
			s.done = "As many calls as you like."
			return nil
		}
	}
	return []listRow{late, rates}
}
