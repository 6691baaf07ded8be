package localpool

import (
	"strings"
	"unicode/utf8"
)

// delivery is the CodeDeliveryDetails of an answer.
type delivery struct {
	AttributeName  string
	DeliveryMedium string
	Destination    string
}

type delivered struct {
	CodeDeliveryDetails *delivery `json:",omitempty"`
}

func deliveryTo(attribute, value string) *delivery {
	if attribute == "phone_number" {
		return &delivery{attribute, "SMS", maskPhone(value)}
	}
	return &delivery{attribute, "EMAIL", maskEmail(value)}
}

// maskEmail shows the first letter of either side: j***@g***.
func maskEmail(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	return first(local) + "***@" + first(domain) + "***"
}

func first(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// maskPhone shows the last four digits behind seven stars.
func maskPhone(phone string) string { return "+*******" + phone[max(0, len(phone)-4):] }

// pretend is the delivery that a client which hides missing users is told: the
// same for the same name each time, and like a real one.
func (p *pool) pretend(name string) *delivery {
	if looksLikePhone(name) {
		return p.phantomDelivery(name, "phone_number")
	}
	return p.phantomDelivery(name, "email")
}
