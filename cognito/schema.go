package cognito

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// SchemaAttribute is an attribute that a pool's users can have.
type SchemaAttribute struct {
	Name     string // custom ones begin with "custom:" or "dev:"
	Type     string // "String", "Number", "DateTime" or "Boolean"
	Mutable  bool   // can be changed once it is set
	Required bool   // must be there at sign-up
	// Admin attributes ("dev:") are for administrators' writing only.
	Admin bool
	// Min and Max bound the length of a String and the value of a Number; nil
	// where there is no bound.
	Min, Max *int64
}

func schemaOf(list []types.SchemaAttributeType) []SchemaAttribute {
	var schema []SchemaAttribute
	for _, a := range list {
		s := SchemaAttribute{
			Name:     aws.ToString(a.Name),
			Type:     string(a.AttributeDataType),
			Mutable:  aws.ToBool(a.Mutable),
			Required: aws.ToBool(a.Required),
			Admin:    aws.ToBool(a.DeveloperOnlyAttribute),
		}
		if c := a.StringAttributeConstraints; c != nil {
			s.Min, s.Max = bound(c.MinLength), bound(c.MaxLength)
		}
		if c := a.NumberAttributeConstraints; c != nil {
			s.Min, s.Max = bound(c.MinValue), bound(c.MaxValue)
		}
		schema = append(schema, s)
	}
	return schema
}

// bound reads a bound, which the service gives as text.
func bound(text *string) *int64 {
	n, err := strconv.ParseInt(aws.ToString(text), 10, 64)
	if err != nil {
		return nil
	}
	return &n
}
