// Package lazy makes what a start of the program can do without when it is first
// used: regular expressions take a tenth of the time to the first frame.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression that is compiled when it is first used; one that
// is wrong panics then. Its methods are those of *regexp.Regexp, and it is safe for
// concurrent use.
type Regexp struct{ compiled func() *regexp.Regexp }

// New is regexp.MustCompile, later.
func New(expression string) Regexp {
	return Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// MatchString tells whether a text holds a match.
func (r Regexp) MatchString(s string) bool { return r.compiled().MatchString(s) }

// FindString is the leftmost match; empty where there is none.
func (r Regexp) FindString(s string) string { return r.compiled().FindString(s) }

// FindStringSubmatch is the leftmost match and its groups; nil where there is none.
func (r Regexp) FindStringSubmatch(s string) []string { return r.compiled().FindStringSubmatch(s) }

// FindAllStringIndex are the places of at most n matches; of all where n is negative.
func (r Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.compiled().FindAllStringIndex(s, n)
}

// FindAllStringSubmatch are at most n matches with their groups; all where n is
// negative.
func (r Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.compiled().FindAllStringSubmatch(s, n)
}

// ReplaceAllString replaces each match; $1 stands for a group.
func (r Regexp) ReplaceAllString(s, by string) string { return r.compiled().ReplaceAllString(s, by) }

// ReplaceAllStringFunc replaces each match by what by says.
func (r Regexp) ReplaceAllStringFunc(s string, by func(string) string) string {
	return r.compiled().ReplaceAllStringFunc(s, by)
}
