package settings

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"

	"cognito-tui/cognito/private"
)

// The AWS configuration files are read beside the first frame, never before it:
// Load leaves them to Profiled.

// ProfileUnread tells that Profiled is still to be asked.
func (s Settings) ProfileUnread() bool { return s.profileUnread }

// RegionUnread tells that the Region may come from the AWS configuration files, which
// aren't read yet: before Profiled no connection can be made.
func (s Settings) RegionUnread() bool { return s.profileUnread && s.Get(Region) == "" }

// Profiled returns a copy that takes the Region of the AWS profile, where nothing
// else has told it, and knows what is wrong with the profile. A profile that is
// missing or broken stands in the way of signed calls only. It reads the AWS
// configuration files.
func (s Settings) Profiled(lookupEnv func(string) (string, bool)) Settings {
	if !s.profileUnread {
		return s
	}
	s = s.copied()
	s.profileUnread = false
	name := s.Get(Profile)
	region, err := profileRegion(cmp.Or(name, config.DefaultSharedConfigProfile), lookupEnv)
	if err != nil {
		s.profileFault = profileFault(name, err)
	} else if s.Get(Region) == "" && region != "" {
		s.values[Region] = Value{region, "profile " + cmp.Or(name, config.DefaultSharedConfigProfile)}
	}
	s.deriveRegion()
	return s
}

// profileFault says why a profile can't be used. One that nobody has named may be
// missing; a file that isn't fit to be read is told all the same.
func profileFault(name string, err error) string {
	var broken config.SharedConfigLoadError
	switch {
	case errors.As(err, new(*private.Unfit)):
		return "The AWS profile can't be used: " + err.Error() + "."
	case errors.As(err, &broken) && broken.Filename != "":
		return "The AWS profile can't be used: " + broken.Filename + " isn't of its form."
	case name == "":
		return ""
	case errors.As(err, new(config.SharedConfigAssumeRoleError)):
		return fmt.Sprintf("The AWS profile %s can't be followed: look at its source_profile and role_arn.", name)
	case errors.As(err, new(config.SharedConfigProfileNotExistError)):
		return fmt.Sprintf("There is no AWS profile %s in the AWS files.", name)
	}
	return fmt.Sprintf("The AWS profile %s can't be used.", name)
}

// WithoutProfile returns a copy that waits no longer for the AWS configuration files.
func (s Settings) WithoutProfile() Settings {
	s = s.copied()
	s.profileUnread = false
	s.profileFault = "The AWS configuration files didn't answer."
	s.deriveRegion()
	return s
}

// ProfileRegion is the Region that an AWS profile names, the usual one where the
// name is empty; empty where it names none or can't be read. It reads the AWS
// configuration files.
func ProfileRegion(profile string, lookupEnv func(string) (string, bool)) string {
	for _, name := range []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
		if v, _ := lookupEnv(name); profile == "" {
			profile = v
		}
	}
	region, err := profileRegion(cmp.Or(profile, config.DefaultSharedConfigProfile), lookupEnv)
	if err != nil {
		return ""
	}
	return region
}

func profileRegion(name string, lookupEnv func(string) (string, bool)) (string, error) {
	configFiles, credentialsFiles, err := private.AWSFiles(lookupEnv, config.DefaultSharedConfigFiles, config.DefaultSharedCredentialsFiles)
	if err != nil {
		return "", err
	}
	shared, err := config.LoadSharedConfigProfile(context.Background(), name, func(o *config.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = configFiles, credentialsFiles
	})
	return shared.Region, err
}
