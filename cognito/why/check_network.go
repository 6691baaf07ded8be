package why

import (
	"net/url"

	"cognito-tui/cognito/lazy"
)

// Causes that lie between this machine and the service.

var regionForm = lazy.New(`^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$`)

// regionName: the service's address holds the Region's name, and a Region that isn't
// there has no address (AWS general reference, Amazon Cognito endpoints).
func regionName(c *checker) Cause {
	const id, title = "no such Region", "There is no Region of that name, or Amazon Cognito isn't in it."
	fix := Fix{Do: DoConnection}
	switch {
	case c.Conn.Endpoint != "":
		return Cause{}
	case c.Conn.Region == "":
		return judged(id, title, Unsure, "No Region is set.", fix)
	case !regionForm.MatchString(c.Conn.Region):
		return judged(id, title, Confirmed, c.Conn.Region+" hasn't the form of a Region's name, such as eu-west-1.", fix)
	}
	return judged(id, title, Unsure, "The address cognito-idp."+c.Conn.Region+".amazonaws.com has no entry: either it never had one, or no name can be found now.",
		fix, Fix{Place: "The Regions that have Cognito:", Command: "aws ssm get-parameters-by-path --path /aws/service/global-infrastructure/services/cognito-idp/regions --region us-east-1 --query 'Parameters[].Value'"})
}

// endpointName: the host of the endpoint that is set.
func endpointName(c *checker) Cause {
	if c.Conn.Endpoint == "" {
		return Cause{}
	}
	host := "the endpoint"
	if u, err := url.Parse(c.Conn.Endpoint); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return judged("endpoint name", "The endpoint that is set has a name that doesn't exist.", Unsure,
		"No address is known for "+host+".", Fix{Do: DoConnection})
}

func offline(c *checker) Cause {
	return judged("offline", "This machine is offline, or finds no names.", Unsure,
		"Whether other names are found would tell: none of the service's was.", Fix{Do: DoRetry, Place: "Look whether any page opens, then try again."})
}

// nothingListens: the connection was refused by the machine at the address.
func nothingListens(c *checker) Cause {
	const id = "nothing listens"
	fixes := []Fix{{Do: DoRetry}, {Do: DoConnection}}
	if c.Conn.Endpoint == "" {
		return judged(id, "Something on the way refuses connections to the service: a proxy or a firewall.", Confirmed,
			"No answer of the service came: the connection was refused. No endpoint of your own is set.", fixes...)
	}
	return judged(id, "No server listens at the endpoint that is set.", Confirmed,
		"The connection to "+c.Conn.Endpoint+" was refused: the server there isn't running, or listens at another port.", fixes...)
}
