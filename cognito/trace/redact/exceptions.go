package redact

import "strings"

// exceptions are the names that the service and AWS give their refusals, without
// Exception at the end.
const exceptions = `
	AccessDenied AliasExists CodeDeliveryFailure CodeMismatch ConcurrentModification DeviceKeyExists
	EnableSoftwareTokenMFA ExpiredCode ExpiredToken Forbidden GroupExists IncompleteSignature
	InternalError InternalServer InvalidClientTokenId InvalidEmailRoleAccessPolicy InvalidLambdaResponse
	InvalidParameter InvalidPassword InvalidSignature InvalidSmsRoleAccessPolicy
	InvalidSmsRoleTrustRelationship InvalidUserPoolConfiguration LimitExceeded MFAMethodNotFound
	MissingAuthenticationToken NotAuthorized OperationNotEnabled PasswordHistoryPolicyViolation
	PasswordResetRequired PreconditionNotMet RefreshTokenReuse RequestExpired ResourceNotFound Serialization
	ServiceUnavailable SignatureDoesNotMatch SoftwareTokenMFANotFound Throttling TooManyFailedAttempts
	TooManyRequests Unauthorized UnexpectedLambda UnknownOperation UnrecognizedClient UnsupportedOperation
	UnsupportedTokenType UnsupportedUserState UserLambdaValidation UserNotConfirmed UserNotFound
	UserPoolAddOnNotEnabled UserPoolTagging UsernameExists Validation WebAuthnConfigurationMissing
	WebAuthnNotEnabled
`

// Exception is the name of a refusal, where it may be shown after this request: it
// is a known one, or holds nothing of what was sent.
func Exception(request []byte, name string) string {
	if messagesOf(request).named(name) {
		return name
	}
	return ""
}

func (m *messages) named(exception string) bool {
	return exception == "" || isWord(exceptions, strings.TrimSuffix(exception, "Exception")) || !m.repeats(exception)
}

// exception is what may be shown of a member that names a refusal, which may have a
// namespace before #.
func (m *messages) exception(text string) Value {
	name := text[strings.LastIndexByte(text, '#')+1:]
	switch {
	case !m.named(name):
		return hidden("name of an exception")
	case m.repeats(text[:len(text)-len(name)]):
		return Value{Kind: Text, Text: name}
	}
	return Value{Kind: Text, Text: text}
}

// isCode tells the members that hold an exception's name.
func isCode(name string) bool { return name == "__type" || name == "code" || name == "reasonCode" }
