package localpool

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// refusal is an answer of the service that is an error.
type refusal struct {
	code    string // full name, such as NotAuthorizedException
	message string
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

// status is 400 for every client fault: NotAuthorized and ExpiredCode were
// observed with 400 although the service's model says 403 and more. The status
// of the other exceptions wasn't observed and is taken to be the same.
func (r *refusal) status() int {
	switch {
	case strings.HasPrefix(r.code, "Internal"):
		return http.StatusInternalServerError
	case strings.HasPrefix(r.code, "ServiceUnavailable"):
		return http.StatusServiceUnavailable
	}
	return http.StatusBadRequest
}

func refuse(code, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &refusal{code: code, message: format}
}

func notAuthorized(format string, args ...any) error {
	return refuse("NotAuthorizedException", format, args...)
}

func invalidParameter(format string, args ...any) error {
	return refuse("InvalidParameterException", format, args...)
}

// The refusals that several operations share, in the service's own words.
var (
	errWrongPassword    = notAuthorized("Incorrect username or password.")
	errPasswordAttempts = notAuthorized("Password attempts exceeded")
	errDisabled         = notAuthorized("User is disabled.")
	errNoUser           = refuse("UserNotFoundException", "User does not exist.")
	errNoCombination    = refuse("UserNotFoundException", "Username/client id combination not found.")
	errNotConfirmed     = refuse("UserNotConfirmedException", "User is not confirmed.")
	errResetRequired    = refuse("PasswordResetRequiredException", "Password reset required for the user")
	errTemporaryExpired = notAuthorized("Temporary password has expired and must be reset by an administrator.")
	errCodeMismatch     = refuse("CodeMismatchException", "Invalid verification code provided, please try again.")
	errCodeExpired      = refuse("ExpiredCodeException", "Invalid code provided, please request a code again.")
	errLimit            = refuse("LimitExceededException", "Attempt limit exceeded, please try after some time.")
	errNoContact        = invalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number")
	errResetState       = notAuthorized("User password cannot be reset in the current state.")
	errUnwritable       = notAuthorized("A client attempted to write unauthorized attribute")
	errInvalidAccess    = notAuthorized("Invalid Access Token")
	errExpiredAccess    = notAuthorized("Access Token has expired")
	errRevokedAccess    = notAuthorized("Access Token has been revoked")
	errAccessScope      = notAuthorized("Access Token does not have required scopes")
	errInvalidRefresh   = notAuthorized("Invalid Refresh Token")
	errReuse            = refuse("RefreshTokenReuseException", "Refresh Token has been used already") // the text is unconfirmed
)

// usualTexts holds, for faults made by hand, what the service says most often
// with each exception. Those not listed get a plain sentence.
var usualTexts = map[string]string{
	"NotAuthorizedException":            "Incorrect username or password.",
	"UserNotFoundException":             "User does not exist.",
	"UserNotConfirmedException":         "User is not confirmed.",
	"PasswordResetRequiredException":    "Password reset required for the user",
	"CodeMismatchException":             "Invalid verification code provided, please try again.",
	"ExpiredCodeException":              "Invalid code provided, please request a code again.",
	"UsernameExistsException":           "User already exists",
	"AliasExistsException":              "An account with the email already exists.",
	"LimitExceededException":            "Attempt limit exceeded, please try after some time.",
	"TooManyFailedAttemptsException":    "Attempt limit exceeded, please try after some time.",
	"TooManyRequestsException":          "Rate exceeded",
	"ForbiddenException":                "Request not allowed due to WAF block.",
	"InvalidPasswordException":          "Provided password cannot be used for security reasons.",
	"UserLambdaValidationException":     "PreSignUp failed with error refused by the trigger.",
	"InvalidParameterException":         "Invalid parameter.",
	"InternalErrorException":            "Internal error.",
	"CodeDeliveryFailureException":      "The verification code could not be delivered.",
	"SoftwareTokenMFANotFoundException": "Software Token MFA has not been enabled by the userPool",
	"EnableSoftwareTokenMFAException":   "Code mismatch and fail enable Software Token MFA",
	"DeviceKeyExistsException":          "Device already exists.",
	"GroupExistsException":              "A group with the name already exists.",
	"RefreshTokenReuseException":        "Refresh Token has been used already",
	"ExpiredTokenException":             "The security token included in the request is expired",
	"UnrecognizedClientException":       "The security token included in the request is invalid.",
}

// Texts are what the service says with an exception of an operation, the usual one
// first, where that tells one refusal from another: an access token may have
// expired or been revoked. It is nil where one text serves.
func (s *Server) Texts(op, exception string) []string {
	row, known := operations[op]
	if !known || exception != "NotAuthorizedException" || !row.has("AccessToken") {
		return nil
	}
	texts := []string{textOf(errExpiredAccess), textOf(errRevokedAccess)}
	switch {
	case op == "ChangePassword":
		texts = append([]string{usualTexts[exception]}, texts...)
	case row.has("Session"):
		texts = append(texts, textOf(errSession))
	}
	return texts
}

// textOf is the message of a refusal.
func textOf(err error) string {
	var r *refusal
	if !errors.As(err, &r) {
		return ""
	}
	return r.message
}

// usualText is what a fault says that was made without a text.
func (s *Server) usualText(op, exception string) string {
	if texts := s.Texts(op, exception); len(texts) > 0 {
		return texts[0]
	}
	if exception == "AccessDeniedException" {
		return "User: arn:aws:iam::123456789012:user/desk is not authorized to perform: cognito-idp:" + op + " on resource: *"
	}
	if text, ok := usualTexts[exception]; ok {
		return text
	}
	return "The local pool was asked to answer " + exception + "."
}
