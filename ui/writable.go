package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// This file tells of attributes what is known of them: whether they are
// verified, and whether the signed-in user may write them.

// verifiedMark tells of an address whether it is verified; empty for any other
// attribute. An address without its mark isn't verified.
func verifiedMark(all []cognito.Attribute, name string) string {
	if !cognito.Verifiable(name) {
		return ""
	}
	if cognito.Value(all, name+"_verified") == "true" {
		return "✓ verified"
	}
	return "! not verified"
}

// fixedAttribute is why an attribute that is set can't be written by the user, as
// far as it is known: by the pool's schema and the app client's WriteAttributes;
// empty where it can, or where it isn't known. Where the app client names no
// attributes the service's defaults hold, which aren't judged here.
func fixedAttribute(e *Env, name string) string {
	if why := reserved(name); why != "" {
		return why
	}
	if e.Pool != nil {
		for _, a := range e.Pool.Schema {
			switch {
			case a.Name == name && a.Admin:
				return "it is for administrators"
			case a.Name == name && !a.Mutable:
				return "the pool's schema says so"
			}
		}
	}
	return unwritable(e, name)
}

// reserved is why no user of any pool may write an attribute of this name.
func reserved(name string) string {
	switch {
	case name == "sub":
		return "it is the pool's own id"
	case name == "email_verified" || name == "phone_number_verified":
		return "verifying the address sets it"
	case strings.HasPrefix(name, "dev:"):
		return "it is for administrators"
	}
	return ""
}

// unwritable is why the app client may not write an attribute.
func unwritable(e *Env, name string) string {
	if c := e.AppClient; c != nil && c.WriteAttributes != nil && !slices.Contains(c.WriteAttributes, name) {
		return "this app client may not write it"
	}
	return ""
}

// waitsForCode tells whether the pool is known to keep the old value of an
// address until the new one is verified.
func waitsForCode(e *Env, name string) bool {
	return e.Pool != nil && slices.Contains(e.Pool.VerifiedBeforeUpdate, name)
}
