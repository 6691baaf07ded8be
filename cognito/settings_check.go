package cognito

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/aws/smithy-go/logging"

	"cognito-tui/cognito/lazy"
)

// regionForm keeps a Region from becoming another host: it is put into one.
var regionForm = lazy.New(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// publicProblem is what keeps public calls from being made, nil if nothing does.
func publicProblem(config Config) error {
	switch {
	case config.ClientID == "":
		return errors.New("no client id")
	case config.Region == "" && config.Endpoint == "":
		return errors.New("no Region")
	}
	return addressProblem(config)
}

// adminProblem is what keeps signed calls from being made.
func adminProblem(config Config) error {
	if err := regionProblem(config); err != nil {
		return err
	}
	if config.UserPoolID == "" {
		return errors.New("no user pool id")
	}
	return nil
}

// regionProblem is what keeps signed calls about no pool, or another one, from
// being made.
func regionProblem(config Config) error {
	if config.Region == "" {
		return errors.New("no Region")
	}
	return addressProblem(config)
}

func addressProblem(config Config) error {
	if config.Region != "" && !regionForm.MatchString(config.Region) {
		return errors.New("the Region is not of the form us-east-1")
	}
	if config.Endpoint == "" {
		return nil
	}
	return endpointProblem(config.Endpoint)
}

// endpointProblem is what is wrong with an endpoint's address, nil if nothing is.
func endpointProblem(endpoint string) error {
	u, err := url.Parse(endpoint)
	switch {
	case err != nil:
		return errors.New("the endpoint is not a URL")
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("the endpoint must begin with https://")
	case u.Hostname() == "":
		return errors.New("the endpoint names no host")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("the endpoint may hold no user name, query or fragment")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return errors.New("the endpoint must be https: passwords would cross the network readable")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// sdkNote is a line of the SDK's logger for the calls panel.
func sdkNote(class logging.Classification, format string, v ...any) string {
	return fmt.Sprintf("%s: %s", class, fmt.Sprintf(format, v...))
}
