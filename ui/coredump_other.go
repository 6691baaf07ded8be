//go:build unix && !linux

package ui

func undumpable() {}
