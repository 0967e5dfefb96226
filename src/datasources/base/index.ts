export { answerReader, isIdentified, type ReaderOptions } from './answer-reader.ts';
export {
  type Auth,
  apiKey,
  basic,
  bearer,
  type Environment,
  type FixedAuth,
  type IssuingAuth,
  type Signature,
} from './auth/auth.ts';
export { authForHeader, isCredentialName, variableFor } from './auth/auth-for-header.ts';
export type { AuthTools, TokenRequest } from './auth/auth-tools.ts';
export { type AwsSigV4Options, awsSigV4 } from './auth/aws-sig-v4.ts';
export type { ClientAuth } from './auth/client-auth.ts';
export { type ConnectionOf, DEFAULT_CONNECTION } from './auth/connection-of.ts';
export type { Consent, SignIn } from './auth/consent.ts';
export type { Caller, Credential, Credentials, Issuer, SignableRequest } from './auth/credentials.ts';
export {
  environmentWithFiles,
  secretFileProblems,
  sourceOfVariable,
} from './auth/environment.ts';
export { type FileTokenStoreOptions, fileTokenStore } from './auth/file-token-store.ts';
export { type HmacOptions, hmac, type RequestToSign } from './auth/hmac.ts';
export { type JwtBearerOptions, jwtBearer } from './auth/jwt-bearer.ts';
export { type LoginOptions, login } from './auth/login.ts';
export { type MtlsOptions, mtls } from './auth/mtls.ts';
export type { OAuth2Options } from './auth/oauth2.ts';
export { type AuthorizationCodeOptions, oauth2AuthorizationCode } from './auth/oauth2-authorization-code.ts';
export { type ClientCredentialsOptions, oauth2ClientCredentials } from './auth/oauth2-client-credentials.ts';
export { oauth2RefreshToken, type RefreshTokenOptions } from './auth/oauth2-refresh-token.ts';
export { openConsent } from './auth/open-consent.ts';
export { passThrough } from './auth/pass-through.ts';
export { pkce } from './auth/pkce.ts';
export { CONFIG_NAMES } from './auth/project-folder.ts';
export { type RotatingAuth, rotating } from './auth/rotating.ts';
export type { TokenPaths } from './auth/token-answer.ts';
export type { KeyedTokenStore, TokenStore } from './auth/token-store.ts';
export { unusableVariables, valueProblems } from './auth/unusable.ts';
export { type UsernameTokenOptions, usernameToken } from './auth/username-token.ts';
export { isVariableName } from './auth/variable-name.ts';
export { type FilePart, filePart } from './body/file-part.ts';
export { STALE_IF_ERROR_MS } from './cache/freshness-of.ts';
export type { Fault } from './contract/faults.ts';
export { compileInput } from './contract/input/compile-input.ts';
export type { InputPath, InputWriter, Writing } from './contract/input/input-writer.ts';
export { UNFIT } from './contract/leaf.ts';
export { type Convention, spell } from './contract/names.ts';
export { type MayTell, tellNothing } from './contract/own-words.ts';
export { type Path, PathSyntaxError, parsePath } from './contract/path.ts';
export type { Planted } from './contract/sample/answer-to-make.ts';
export type { Row as SampleRow } from './contract/sample/filling.ts';
export { type NoSample, type Sample, type SampleOptions, sampleDocument } from './contract/sample/sample-document.ts';
export { scalarFormats, scalarLeaf } from './contract/scalars.ts';
export {
  type EnumShape,
  type FieldShape,
  type InputShape,
  type Literal,
  nameOf,
  type Shape,
  type Shapes,
  type TypeRef,
  type Wire,
} from './contract/shape.ts';
export { countRequests, requestIdentity } from './count-requests.ts';
export { decodeText } from './decode/charset.ts';
export { Digits } from './decode/digits.ts';
export { parseJson } from './decode/json.ts';
export type { Drift, Survey } from './drift/survey.ts';
export { inItsEnvelope } from './enveloped.ts';
export { graphql } from './graphql/graphql.ts';
export { isHeaderName, isHeaderValue } from './http/header-text.ts';
export { isSecretName, isSecretParameter } from './http/secret-names.ts';
export type { HttpCall, Tap } from './http-call.ts';
export { isObject } from './is-object.ts';
export { type Journal, type JournalBatch, type JournalCall, newJournal, noteCall } from './journal.ts';
export { type Language, languageOf } from './language.ts';
export { argsText } from './operation/args-text.ts';
export {
  type Args,
  type At,
  type BatchOperation,
  type GetOperation,
  isOperation,
  type Key,
  type Match,
  type Op,
  type Operation,
  type Page,
  type PagesOperation,
  type Recorded,
  type WriteOperation,
  wordsOf,
} from './operation/operation.ts';
export { MAX_LOOKS } from './operation/poll.ts';
export { MAX_EXTRA_CALLS } from './operation/run-batch.ts';
export type { Refused, Slice, SliceArgs } from './pages/slice.ts';
export { type PolicyName, policyNames } from './pipeline.ts';
export { refusing, type Unasked } from './refusing.ts';
export { MAX_ATTEMPTS, newScope, type Rehearsed, type Scope, type ScopeOptions } from './scope.ts';
export { type SoapWords, soap } from './soap/soap.ts';
export type { Api, Format, Timeouts } from './source/api.ts';
export { DataSource, type SourceClass } from './source/data-source.ts';
export { apiProblems, isOfEveryObject, nameProblems } from './source/defaults.ts';
export { type FilledBaseUrl, fillBaseUrl } from './source/fill-base-url.ts';
export { wellFormed } from './source/form-problems.ts';
export { given } from './source/given.ts';
export { joined, path } from './source/path.ts';
export { type CallerPlace, headersOfPlaces, type PlaceFrom, variablesOfPlaces } from './source/places.ts';
export { type Policies, policiesOf } from './source/policies.ts';
export { LEAST_TOTAL_MS } from './source/policy-problems.ts';
export type { Request } from './source/request.ts';
export { told, whole } from './source/sentences.ts';
export type { Types } from './source/types.ts';
export { buildUrl } from './source/url.ts';
export { gotTransport } from './transport/got-transport.ts';
export { isLoopback } from './transport/no-proxy.ts';
export { type ProxyOf, proxiesFrom, proxyOfSource } from './transport/proxies.ts';
export type { Drill, Transport, WireRequest, WireResponse } from './transport/transport.ts';
export { connect, operationsOf, type Upstream } from './upstream.ts';
export type { Notice } from './upstream-options.ts';
export type { XmlEvents } from './xml/events.ts';
export { readLenient as readLenientXml } from './xml/lenient-reader.ts';
export { readStrict as readXml } from './xml/strict-reader.ts';
