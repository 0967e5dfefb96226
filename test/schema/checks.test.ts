import { describe, expect, test } from '@jest/globals';
import { GraphQLScalarType, parse, Source } from 'graphql';
import { DataSource, type SourceClass } from '../../src/datasources/base/index.ts';
import { buildGraph, ContractError, type Resolvers } from '../../src/schema/index.ts';
import { looseSource, type Verbs } from './loose-source.ts';
import { problemsOf, type Told, unused } from './problems-of.ts';

/** Two APIs that there is nothing wrong with. */
const users = looseSource('users', ({ get, batch }) => ({
  all: get('[User]', () => 'users'),
  user: batch('User', { key: 'id', fetch: () => 'users' }),
}));
const geo = looseSource('geo', ({ batch }) => ({
  place: batch('Place', { key: ['lat', 'lon'], match: 'order', fetch: () => 'places' }),
  near: batch('[Place]', { key: 'name', fetch: () => 'near' }),
}));

const USER = 'type User { id: ID! name: String tags: [ID!] }';
const QUERY = 'extend type Query { user(id: ID!): User @load(from: "users.user") }';
const PLACE = 'type Place { name: String lat: Float lon: Float }';

const json = (members: (verbs: Verbs) => Readonly<Record<string, unknown>>, api = {}) =>
  looseSource('api', members, api);

interface Case {
  readonly name: string;
  readonly sdl: string;
  readonly sources?: readonly SourceClass[];
  readonly resolvers?: Resolvers;
  readonly problems: readonly Told[];
}

const ofLoads: readonly Case[] = [
  {
    name: 'an unknown source, with the nearest name',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "user.user") }`,
    problems: [
      [
        'graph.graphql:2:41',
        'Query.user loads from "user.user", but there is no source "user".',
        'Did you mean "users"? There is: users.',
      ],
    ],
  },
  {
    name: 'an unknown operation',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "users.usr") }`,
    problems: [
      [
        'graph.graphql:2:41',
        'Query.user loads from "users.usr", but users has no operation "usr".',
        'Did you mean "user"? There are: all, user.',
      ],
    ],
  },
  {
    name: 'a from that names no operation',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "users") }`,
    problems: [['graph.graphql:2:41', 'from names a source and its operation, like "worldbank.country".']],
  },
  {
    name: 'another type than the operation answers with',
    sdl: `${USER}\n${PLACE}\nextend type Query { user(id: ID!): Place @load(from: "users.user") }`,
    problems: [
      [
        'graph.graphql:3:42',
        'Query.user is Place, but users.user answers with User.',
        'Declare User, or load from another operation.',
      ],
    ],
  },
  {
    name: 'a list where the operation answers with one, and one where it answers with a list',
    sdl: `${USER}\nextend type Query { user(id: ID!): [User] @load(from: "users.user")  users: User @load(from: "users.all") }`,
    problems: [
      [
        'graph.graphql:2:43',
        'Query.user is [User], but users.user answers with User.',
        'Declare User, or load from another operation.',
      ],
      [
        'graph.graphql:2:82',
        'Query.users is User, but users.all answers with [User].',
        'Declare [User], or load from another operation.',
      ],
    ],
  },
  {
    name: 'a list of keys for a field that is no list',
    sdl: `${USER}\nextend type Query { users(ids: [ID!]!): User @load(from: "users.user", by: "$ids") }`,
    problems: [
      [
        'graph.graphql:2:46',
        'Query.users is User, but users.user answers with [User].',
        'Declare [User], or load from another operation.',
      ],
    ],
  },
  {
    name: 'a non-null field that crosses into a source',
    sdl: `${USER}\nextend type Query { user(id: ID!): User! @load(from: "users.user") }`,
    problems: [
      [
        'graph.graphql:2:42',
        'Query.user is non-null and crosses into users: if that API fails, everything around it would be null.',
        'Declare it nullable: User.',
      ],
    ],
  },
  {
    name: 'non-null items of a list of keys',
    sdl: `${USER}\nextend type Query { users(ids: [ID!]!): [User!] @load(from: "users.user", by: "$ids") }`,
    problems: [
      [
        'graph.graphql:2:49',
        'Query.users is a list by keys of users with non-null items: one missing or failing item would blank the list.',
        'Declare [User].',
      ],
    ],
  },
  {
    name: 'a key that nothing fills, at the root and below',
    sdl: `${USER}\nextend type Query { user: User @load(from: "users.user") }\nextend type User { boss: User @load(from: "users.user") }`,
    problems: [
      [
        'graph.graphql:3:31',
        'User.boss: nothing fills the key "id" of users.user.',
        'Say by: "field", naming a field of User.',
      ],
      [
        'graph.graphql:2:32',
        'Query.user: nothing fills the key "id" of users.user.',
        'Add an argument "id", or say by: "$argument".',
      ],
    ],
  },
  {
    name: 'a key that is misspelt in by',
    sdl: `${USER}\n${PLACE}\n${QUERY}\ntype Stop { la: Float lo: Float  place: Place @load(from: "geo.place", by: { lat: "la", lom: "lo" }) }`,
    sources: [users, geo],
    problems: [
      [
        'graph.graphql:4:47',
        'Stop.place: nothing fills the key "lon" of geo.place.',
        'by names "lom": did you mean "lon"?',
      ],
    ],
  },
  {
    name: 'a key that is filled twice',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "users.user", by: "$id", const: { id: "7" }) }`,
    problems: [
      [
        'graph.graphql:2:41',
        'Query.user: the key "id" is filled twice, by "by" and by "const".',
        'Leave one of them out.',
      ],
    ],
  },
  {
    name: 'a string for a compound key',
    sdl: `${PLACE}\nextend type Query { place(lat: Float!): Place @load(from: "geo.place", by: "$lat") }`,
    sources: [geo],
    problems: [
      [
        'graph.graphql:2:47',
        'Query.place: by is a string, but geo.place has 2 keys.',
        'Name each: by: { lat: "...", lon: "..." }.',
      ],
    ],
  },
  {
    name: 'a string for an operation without a key',
    sdl: `${USER}\nextend type Query { users(name: String): [User] @load(from: "users.all", by: "$name") }`,
    problems: [
      [
        'graph.graphql:2:49',
        'Query.users: by is a string, but users.all has no key.',
        'Name the argument it fills: by: { argument: "field" }.',
      ],
    ],
  },
  {
    name: 'by that names no field, no argument, or is no path at all',
    sdl: `${USER}\n${QUERY}\nextend type User {
  boss: User @load(from: "users.user", by: "bossId")
  mate: User @load(from: "users.user", by: "$mateId")
  heir: User @load(from: "users.user", by: "heir..id")
  self: User @load(from: "users.user", by: "^.id")
}`,
    problems: [
      ['graph.graphql:6:14', '"heir..id" is not a path: expected a name.', 'heir..id\n         ^'],
      ['graph.graphql:7:14', 'by: "^.id" must name a field of this type.'],
      [
        'graph.graphql:4:14',
        'User.boss: by "bossId" names no field of User.',
        'Did you mean "boss"? There are: id, name, tags, boss, mate, heir, self.',
      ],
      ['graph.graphql:5:14', 'User.mate has no argument "mateId".', 'There are none.'],
    ],
  },
  {
    name: 'an argument that lacks its dollar',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "users.user", by: "id") }`,
    problems: [['graph.graphql:2:41', 'Query.user: by "id" names no field of Query.', 'Say "$id" for the argument.']],
  },
  {
    name: 'by through a field that is itself loaded, made by a resolver, or a detail',
    sdl: `type User @load(from: "users.user", by: "id") {
  id: ID!
  bossId: ID @wire(detail: true)
  mateId: ID
  boss: User @load(from: "users.user", by: "bossId")
  mate: User @load(from: "users.user", by: "mateId")
  heir: User @load(from: "users.user", by: "boss.id")
}\n${QUERY}`,
    resolvers: { User: { mateId: () => '1' } },
    problems: [
      [
        'graph.graphql:5:14',
        'User.boss: by "bossId" goes through User.bossId, which is a detail: not every answer holds it.',
        'Use a field that every answer holds.',
      ],
      [
        'graph.graphql:6:14',
        'User.mate: by "mateId" goes through User.mateId, which has a resolver of its own.',
        'A key must come over the wire.',
      ],
      [
        'graph.graphql:7:14',
        'User.heir: by "boss.id" goes through User.boss, which is itself loaded.',
        'Put the join on the loaded type.',
      ],
    ],
  },
  {
    name: 'by through a list, an item of what is none, and "[]"',
    sdl: `${USER}\n${QUERY}\nextend type User {
  friends: [User]
  a: User @load(from: "users.user", by: "friends.id")
  b: User @load(from: "users.user", by: "id[0]")
  c: [User] @load(from: "users.user", by: "tags[]")
}`,
    problems: [
      ['graph.graphql:5:11', 'User.a: by "friends.id" goes through a list ([User]).', 'Say [0] for its first item.'],
      ['graph.graphql:6:11', 'User.b: by "id[0]" takes an item of what is no list.'],
      [
        'graph.graphql:7:13',
        'User.c: by "tags[]" may not say "[]".',
        'A list of keys is named without it; [0] takes one item.',
      ],
    ],
  },
  {
    name: 'a key that is JSON, or an input object',
    sdl: `${USER}\ninput Who { id: ID }\nextend type User { tree: JSON }\nextend type User { a: User @load(from: "users.user", by: "tree") }\nextend type Query { b(id: JSON): User @load(from: "users.user")  c(id: Who!): User @load(from: "users.user")  d(id: [JSON]): [User] @load(from: "users.user")  e(id: [Who!]): [User] @load(from: "users.user") }`,
    problems: [
      [
        'graph.graphql:4:28',
        'User.a: the key "id" is filled with JSON, which is no key.',
        'JSON may be an object: declare an ID, or another scalar.',
      ],
      [
        'graph.graphql:5:39',
        'Query.b: the key "id" is filled with JSON, which is no key.',
        'JSON may be an object: declare an ID, or another scalar.',
      ],
      [
        'graph.graphql:5:84',
        'Query.c: the key "id" is filled with Who!, which is no key.',
        'A key is a scalar, or a list of scalars.',
      ],
      [
        'graph.graphql:5:133',
        'Query.d: the key "id" is filled with [JSON], which is no key.',
        'JSON may be an object: declare an ID, or another scalar.',
      ],
      [
        'graph.graphql:5:182',
        'Query.e: the key "id" is filled with [Who!], which is no key.',
        'A key is a scalar, or a list of scalars.',
      ],
    ],
  },
  {
    name: 'a key that is an object, or a list of lists',
    sdl: `${USER}\n${QUERY}\nextend type User { friend: User  rows: [[ID]]  a: User @load(from: "users.user", by: "friend")  b: [User] @load(from: "users.user", by: "rows") }`,
    problems: [
      [
        'graph.graphql:3:56',
        'User.a: the key "id" is filled with User, which is no key.',
        'A key is a scalar, or a list of scalars.',
      ],
      [
        'graph.graphql:3:107',
        'User.b: the key "id" is filled with [[ID]], which is no key.',
        'A key is a scalar, or a list of scalars.',
      ],
    ],
  },
  {
    name: 'a list in a compound key',
    sdl: `${PLACE}\nextend type Query { place(lat: [Float!]!, lon: Float!): [Place] @load(from: "geo.place") }`,
    sources: [geo],
    problems: [
      [
        'graph.graphql:2:65',
        'Query.place: a list of compound keys cannot be filled field by field.',
        'Fill each field of the key with one value.',
      ],
    ],
  },
  {
    name: 'words of @load that are of the wrong kind',
    sdl: `${USER}\nextend type Query {
  a(id: ID!): User @load(from: 5)
  b(id: ID!): User @load(from: "users.user", by: 5)
  c(id: ID!): User @load(from: "users.user", by: { id: 5 })
  d(id: ID!): User @load(from: "users.user", const: "x")
}`,
    problems: [
      ['graph.graphql:3:20', 'from names a source and its operation, like "worldbank.country".'],
      ['graph.graphql:4:20', 'by is a string, or an object of strings, like { lat: "latitude" }.'],
      ['graph.graphql:5:20', 'by: id is a string.'],
      ['graph.graphql:6:20', 'const is an object of literals, like { units: "metric" }.'],
    ],
  },
  {
    name: 'mutations and subscriptions that are loaded',
    sdl: `${USER}\n${QUERY}\ntype Mutation { rename(id: ID!): User @load(from: "users.user") }\ntype Subscription { user(id: ID!): User @load(from: "users.user") }`,
    problems: [
      ['graph.graphql:4:41', 'Subscription fields cannot be loaded.', 'Write a resolver, or make it a Query field.'],
      [
        'graph.graphql:3:39',
        'Mutation.rename loads from users.user, which only reads; fields of Mutation change something.',
        'Make it a field of Query, or use post, put, patch or delete.',
      ],
    ],
  },
];

const ofFields: readonly Case[] = [
  {
    name: '@wire and @load on one field',
    sdl: `${USER}\n${QUERY}\nextend type User { boss: User @wire(path: "boss") @load(from: "users.user", by: "id") }`,
    problems: [
      [
        'graph.graphql:3:31',
        'User.boss has both @wire and @load.',
        'Keep @load; how the loaded value is spelled stands on the fields of its own type.',
      ],
    ],
  },
  {
    name: 'a resolver beside @load, and beside @wire',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @load(from: "users.user") }\nextend type User { nick: String @wire(path: "n") }`,
    resolvers: { Query: { user: () => null }, User: { nick: () => '' } },
    problems: [
      [
        'graph.graphql:3:33',
        'User.nick has a resolver, and @wire beside it that nobody would use.',
        'Keep one of the two; a resolver can call context.sources.',
      ],
      [
        'graph.graphql:2:41',
        'Query.user has a resolver, and @load beside it that nobody would use.',
        'Keep one of the two; a resolver can call context.sources.',
      ],
    ],
  },
  {
    name: 'a root field that nobody answers',
    sdl: `${USER}\nextend type Query { me: User }\ntype Mutation { go: Boolean }`,
    problems: [
      ['graph.graphql:2:21', 'Nobody answers Query.me.', 'Add @load(from: "source.operation"), or a resolver.'],
      ['graph.graphql:3:17', 'Nobody answers Mutation.go.', 'Add @load(from: "source.operation"), or a resolver.'],
    ],
  },
  {
    name: 'a field with arguments that nobody uses',
    sdl: `${USER}\n${QUERY}\nextend type User { posts(first: Int): [ID] }`,
    problems: [
      [
        'graph.graphql:3:20',
        'User.posts has arguments, but neither @load nor a resolver to use them.',
        'Add @load(from: "source.operation"), or a resolver.',
      ],
    ],
  },
  {
    name: 'key, zip, lone and "[]" on what is no list',
    sdl: `${USER}\n${QUERY}\nextend type User {
  a: User @wire(key: "id")
  b: User @wire(zip: true)
  c: User @wire(lone: true)
  d: ID @wire(path: "tags[].id")
}`,
    problems: [
      ['graph.graphql:4:11', 'User.a: key makes a list, but the type is User.', 'Declare [User].'],
      ['graph.graphql:5:11', 'User.b: zip makes a list, but the type is User.', 'Declare [User].'],
      ['graph.graphql:6:11', 'User.c: lone makes a list, but the type is User.', 'Declare [User].'],
      [
        'graph.graphql:7:9',
        'User.d: "[]" in its path means each item, but the type is ID.',
        'Declare a list, or say [0] for the first item.',
      ],
    ],
  },
  {
    name: 'a key that names no field of the items',
    sdl: `${USER}\n${QUERY}\nextend type User { friends: [User] @wire(key: "ident")  words: [String] @wire(key: "name") }`,
    problems: [
      [
        'graph.graphql:3:36',
        'User.friends: key "ident" names no field of User.',
        'Did you mean "id"? There are: id, name, tags, friends, words.',
      ],
      ['graph.graphql:3:73', 'User.words: key "name" names no field of String.', 'There are none.'],
    ],
  },
  {
    name: 'an object in a row of a zip list',
    sdl: `${USER}\n${QUERY}\nextend type User { hours: [Hour] @wire(zip: true) }\ntype Hour { at: String  user: User }`,
    problems: [
      [
        'graph.graphql:4:25',
        'Hour.user is an object in a row of a zip list; a row has columns only.',
        'Declare a scalar, or put its fields into the row.',
      ],
    ],
  },
  {
    name: 'a detail of a type that does not say how it is loaded, or that is non-null',
    sdl: `${USER}\n${QUERY}\nextend type User { bio: String @wire(detail: true) }
type Place @load(from: "geo.near2", by: "name") { name: String  lat: Float  lon: Float  about: String! @wire(detail: true) }`,
    sources: [users, looseSource('geo', ({ batch }) => ({ near2: batch('Place', { key: 'name', fetch: () => '' }) }))],
    problems: [
      [
        'graph.graphql:3:32',
        'User.bio is a detail, but User does not say how it is loaded.',
        'Write: type User @load(from: "source.operation", by: "id").',
      ],
      [
        'graph.graphql:4:104',
        'Place.about is non-null and a detail: if its second call fails, everything around it would be null.',
        'Declare it nullable: String.',
      ],
    ],
  },
  {
    name: 'a path that is none, with a caret where it stops being one',
    sdl: `${USER}\n${QUERY}\nextend type User {
  a: String @wire(path: "a..b")
  b: String @wire(path: "rows[x]")
  c: String @wire(path: "")
  d: String @wire(path: "rows[id=7].name")
  e: String @wire(path: "$status")
  f: String @wire(path: ["full", "a..b"])
}`,
    problems: [
      ['graph.graphql:4:25', '"a..b" is not a path: expected a name.', 'a..b\n      ^'],
      [
        'graph.graphql:5:25',
        '"rows[x]" is not a path: expected "[]" or a number in brackets, like "[0]".',
        'rows[x]\n        ^',
      ],
      ['graph.graphql:6:25', '"" is not a path: a path cannot be empty; "." means this very value.', '\n    ^'],
      [
        'graph.graphql:7:25',
        '"rows[id=7].name" is not a path: "[name=value]" (pick by a constant) is not built yet.',
        'rows[id=7].name\n        ^',
      ],
      ['graph.graphql:8:25', '"$status" is not a path: "$" (the exchange) is not built yet.', '$status\n    ^'],
      ['graph.graphql:9:25', '"a..b" is not a path: expected a name.', 'a..b\n      ^'],
    ],
  },
  {
    name: 'words of @wire in a place where they mean nothing',
    sdl: `type User @wire(lone: true, path: "user") { id: ID! @wire(value: "x")  state: State }
enum State { ON @wire(path: "on")  OFF }\n${QUERY}`,
    problems: [
      [
        'graph.graphql:1:66',
        '@wire(value:) cannot stand on a field.',
        'Here it may say: path, key, zip, lone, detail, format, null, default.',
      ],
      ['graph.graphql:1:23', '@wire(lone:) cannot stand on a type.', 'Here it may say: path, value.'],
      ['graph.graphql:2:29', '@wire(path:) cannot stand on an enum value.', 'Here it may say: value.'],
    ],
  },
  {
    name: 'words of @wire that are of the wrong kind',
    sdl: `${USER}\n${QUERY}\nextend type User {
  a: [String] @wire(zip: "yes")
  b: String @wire(format: 5)
  c: String @wire(null: [{ a: 1 }])
  d: String @wire(default: { a: 1 })
  e: [String] @wire(default: ["a"])
  f: State
}
enum State { ON @wire(value: [{ a: 1 }]) }`,
    problems: [
      ['graph.graphql:4:26', 'zip is true or false.'],
      ['graph.graphql:5:27', 'format is a string.'],
      ['graph.graphql:6:25', 'null takes strings, numbers, true and false.'],
      ['graph.graphql:7:28', 'default is a scalar, or [].', 'Nothing else can stand in for a value.'],
      ['graph.graphql:8:30', 'default is a scalar, or [].', 'Nothing else can stand in for a value.'],
      ['graph.graphql:11:30', 'value takes strings, numbers, true and false.'],
    ],
  },
  {
    name: 'a format that its scalar does not know, or that stands on no scalar',
    sdl: `${USER}\n${QUERY}\nextend type User {
  born: Date @wire(format: "moon")
  login: ID @wire(format: "unix")
  friend: User @wire(format: "unix")
  state: State @wire(format: "unix")
}
enum State { ON OFF }`,
    problems: [
      ['graph.graphql:4:14', 'User.born: Date cannot be spelled "moon".', 'Its formats: a pattern, like "dd/MM/yyyy".'],
      ['graph.graphql:5:13', 'User.login: ID cannot be spelled "unix".', 'Its formats: none.'],
      [
        'graph.graphql:6:16',
        'User.friend has a format, but User is an object type.',
        'Say it on the fields of that type.',
      ],
      [
        'graph.graphql:7:16',
        'User.state has a format, but State is an enum.',
        'Say @wire(value: "...") on its values.',
      ],
    ],
  },
  {
    name: 'a default that does not fit its type',
    sdl: `${USER}\n${QUERY}\nextend type User {
  age: Int @wire(default: "old")
  state: State @wire(default: "MAYBE")
  friends: [User] @wire(default: "none")
  friend: User @wire(default: "none")
  ok: Int @wire(default: 0)
}
enum State { ON OFF }`,
    problems: [
      ['graph.graphql:4:12', 'User.age: its default ("old") does not fit: expected an Int.'],
      ['graph.graphql:5:16', 'User.state: its default ("MAYBE") does not fit: expected a value of State.'],
      [
        'graph.graphql:6:19',
        'User.friends: its default ("none") does not fit: expected [] (a list can only be empty).',
      ],
      [
        'graph.graphql:7:16',
        'User.friend: its default ("none") does not fit: expected no default: only scalars, enums and lists have one.',
      ],
    ],
  },
  {
    name: 'two values of an enum with one spelling',
    sdl: `${USER}\n${QUERY}\nextend type User { state: State }
enum State { ON @wire(value: ["on", "1"])  OFF @wire(value: ["off", 1])  AWAY  GONE @wire(value: "AWAY") }`,
    problems: [
      ['graph.graphql:3:20', 'User.state: State.ON and State.OFF are both spelled "1".'],
      ['graph.graphql:3:20', 'User.state: State.AWAY and State.GONE are both spelled "AWAY".'],
    ],
  },
  {
    name: 'a scalar without a reader',
    sdl: `scalar Url\n${USER}\n${QUERY}\nextend type User { home: Url }`,
    problems: [['graph.graphql:4:20', 'User.home: no reader is known for the type Url.']],
  },
];

const ofSources: readonly Case[] = [
  {
    name: 'two sources of one name',
    sdl: `${USER}\n${QUERY}`,
    sources: [users, looseSource('users', ({ batch }) => ({ user: batch('User', { key: 'id', fetch: () => '' }) }))],
    problems: [
      [
        'source users',
        'Two sources are named "users".',
        'Names stand in @load and in errors: give one of them another.',
      ],
    ],
  },
  {
    name: 'a type that two sources fill, itself or within another',
    sdl: `${USER}\n${QUERY}\ntype Team { lead: User }`,
    sources: [users, looseSource('teams', ({ get }) => ({ team: get('Team', () => 'team') }))],
    problems: [
      [
        'graph.graphql:1:1',
        'User is filled by 2 sources: users.all, teams.team. A type belongs to one source.',
        'Give each source a type of its own, and join them with @load.',
      ],
    ],
  },
  {
    name: 'an operation whose type the SDL lacks',
    sdl: `${USER}\n${QUERY}`,
    sources: [users, json(({ get }) => ({ use: get('Usr', () => '') }))],
    problems: [
      [
        'source api',
        'api.use answers with Usr, but the SDL has no object type of that name.',
        'Did you mean "User"? There are: User, Query.',
      ],
    ],
  },
  {
    name: 'a key field that its type lacks, or that does not come with the answer',
    sdl: `${USER}\n${QUERY}\ntype Pet @load(from: "api.byName", by: "name") { name: ID  owner: User @load(from: "users.user", by: "name")  age: Int @wire(detail: true) }`,
    sources: [
      users,
      json(({ batch }) => ({
        byName: batch('Pet', { key: 'nam', fetch: () => '' }),
        byOwner: batch('Pet', { key: 'owner', fetch: () => '' }),
        byAge: batch('Pet', { key: 'age', fetch: () => '' }),
        digits: batch('Int', { key: 'id', fetch: () => '' }),
      })),
    ],
    problems: [
      [
        'source api',
        'api.byName has the key "nam", which is no field of Pet.',
        'Did you mean "name"? There are: name, owner, age.',
      ],
      [
        'source api',
        'api.byOwner has the key "owner", but Pet.owner does not come with its answer.',
        'Match by a field that comes over the wire with every row.',
      ],
      [
        'source api',
        'api.byAge has the key "age", but Pet.age does not come with its answer.',
        'Match by a field that comes over the wire with every row.',
      ],
      ['source api', 'api.digits matches rows by field, but Int has no fields.', "Say match: 'order'."],
    ],
  },
  {
    name: 'words of a batch that do not go together',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [
      users,
      json(({ batch }) => ({
        none: batch('Place', { key: 'name', max: 0, fetch: () => '' }),
        nothing: batch('Place', { key: [], fetch: () => '' }),
        whole: batch('Place', { key: 'name', whole: true, match: 'order', fetch: () => '' }),
        many: batch('[Place]', { key: 'name', match: { index: 'i' }, fetch: () => '' }),
      })),
    ],
    problems: [
      ['source api', 'api.none has max 0; a request needs at least one key.'],
      ['source api', 'api.nothing has no key.', "Say key: 'id', naming a field of its type."],
      ['source api', 'api.whole is whole, and cannot match by order.', 'Leave out one of the two.'],
      [
        'source api',
        'api.many answers with many rows a key, and cannot match by order.',
        'Match by field, or answer with one row a key.',
      ],
    ],
  },
  {
    name: 'at that makes a list for an answer that is none',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [users, json(({ get }) => ({ one: get('Place', () => '', { at: { path: 'place', lone: true } }) }))],
    problems: [['source api', 'api.one: "lone" makes a list, but it answers with one Place.']],
  },
  {
    name: 'a key in at that names no field',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [
      users,
      json(({ get }) => ({
        many: get('[Place]', () => '', { at: { path: 'places', key: 'nam' } }),
      })),
    ],
    problems: [
      [
        'source api',
        'api.many: key "nam" in at names no field of Place.',
        'Did you mean "name"? There are: name, lat, lon.',
      ],
    ],
  },
  {
    name: 'paths in a source that cannot be read',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [
      users,
      json(
        ({ get, batch }) => ({
          a: get('Place', () => '', { at: 'places[' }),
          b: batch('Place', { key: 'name', match: { index: 'a.*' }, fetch: () => '' }),
        }),
        { faults: [{ at: 'error..code', code: '' }] },
      ),
    ],
    problems: [
      [
        'source api',
        'api.a: at "places[" is not a path: expected "[]" or a number in brackets, like "[0]".',
        'places[\n          ^',
      ],
      ['source api', 'api: faults.at "error..code" is not a path: expected a name.', 'error..code\n          ^'],
      [
        'source api',
        'api: faults.code "" is not a path: a path cannot be empty; "." means this very value.',
        '\n    ^',
      ],
      ['source api', 'api.b: match.index "a.*" is not a path: "*" (any element) is not built yet.', 'a.*\n      ^'],
    ],
  },
  {
    name: 'words for XML in a source that speaks none',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [
      users,
      json(({ get }) => ({ a: get('Place', () => '') }), { xml: 'lenient', namespaces: { dc: 'urn:dc' } }),
    ],
    problems: [
      [
        'source api',
        'api: xml says how XML is read, but none of its answers is XML.',
        "Leave it out, or say format: 'xml'.",
      ],
      [
        'source api',
        'api: namespaces are for XML, but nothing that it reads or writes is XML.',
        "Leave it out, or say format: 'xml'.",
      ],
    ],
  },
  {
    name: 'key, zip and lone for answers in XML, and JSON in them',
    sdl: `${USER}\n${QUERY}\ntype Feed { tree: JSON  a: [Item] @wire(key: "id")  b: [Item] @wire(zip: true)  c: [Item] @wire(lone: true) }\ntype Item { id: ID }`,
    sources: [
      users,
      json(({ get }) => ({
        feed: get('Feed', () => '', { format: 'xml' }),
        items: get('[Item]', () => '', { format: 'xml', at: { path: 'items', lone: true } }),
      })),
    ],
    problems: [
      [
        'graph.graphql:3:35',
        'Feed.a: key is a word for JSON, but api.feed answers with XML.',
        'Leave it out: in XML, elements of one name are a list.',
      ],
      [
        'graph.graphql:3:63',
        'Feed.b: zip is a word for JSON, but api.feed answers with XML.',
        'Leave it out: in XML, elements of one name are a list.',
      ],
      [
        'graph.graphql:3:91',
        'Feed.c: lone is a word for JSON, but api.feed answers with XML.',
        'Leave it out: in XML, elements of one name are a list.',
      ],
      ['graph.graphql:3:13', 'Feed.tree: JSON cannot be read from XML; declare a type for it.'],
      ['source api', 'api.items: "lone" is for JSON; in XML elements of one name are a list by themselves.'],
    ],
  },
  {
    name: 'a climb that is higher than the answer is deep, where it is shallowest',
    sdl: `${USER}\n${QUERY}\ntype Row { a: ID @wire(path: "^.a")  b: ID @wire(path: "^.^.b")  c: ID @wire(path: "^.^.^.c") }`,
    sources: [
      users,
      json(({ get }) => ({
        deep: get('[Row]', () => '', { at: 'a.b.c' }),
        rows: get('[Row]', () => '', { at: 'page.rows' }),
        shallow: get('[Row]', () => '', { at: 'rows' }),
      })),
    ],
    problems: [
      [
        'graph.graphql:3:44',
        'Row.b: "^.^.b" climbs 2 levels, but in answers of api.shallow Row has 1 around it.',
        'Each "^" is one enclosing object or element; arrays do not count.',
      ],
      [
        'graph.graphql:3:72',
        'Row.c: "^.^.^.c" climbs 3 levels, but in answers of api.shallow Row has 1 around it.',
        'Each "^" is one enclosing object or element; arrays do not count.',
      ],
    ],
  },
  {
    name: 'a climb from a type that is met within another',
    sdl: `${USER}\n${QUERY}\ntype Page { rows: [Row] @wire(path: "data.rows")  self: Row @wire(path: ".") }\ntype Row { a: ID @wire(path: "^.^.a") }`,
    sources: [users, json(({ get }) => ({ page: get('Page', () => '') }))],
    problems: [
      [
        'graph.graphql:4:18',
        'Row.a: "^.^.a" climbs 2 levels, but in answers of api.page Row has 0 around it.',
        'Each "^" is one enclosing object or element; arrays do not count.',
      ],
    ],
  },
  {
    name: 'a union and an interface that an API would have to tell apart',
    sdl: `${USER}\n${QUERY}\nunion Pet = Cat | Dog\ninterface Named { name: String }\ntype Cat { lives: Int }\ntype Dog implements Named { name: String }\nextend type User { pet: Pet  things: [Named] }`,
    sources: [users, json(({ get }) => ({ pet: get('Pet', () => '') }))],
    problems: [
      [
        'graph.graphql:7:20',
        'User.pet is Pet, but nothing says how the types of Pet are told apart.',
        'Write: union Pet @wire(by: "type"), naming the place that says which it is; or write a resolver.',
      ],
      [
        'graph.graphql:7:30',
        'User.things is Named, but nothing says how the types of Named are told apart.',
        'Write: interface Named @wire(by: "type"), naming the place that says which it is; or write a resolver.',
      ],
      [
        'source api',
        'api.pet answers with Pet, but nothing says how the types of Pet are told apart.',
        'Write: union Pet @wire(by: "type"), naming the place that says which it is; or write a resolver.',
      ],
    ],
  },
  {
    name: 'timeouts and retries that cannot work, all of them',
    sdl: `${USER}\n${QUERY}\n${PLACE}`,
    sources: [
      users,
      json(({ get }) => ({ place: get('Place', () => '') }), {
        name: 'a-b',
        baseUrl: 'ftp://user:pw@host/?key=1',
        timeouts: { totalMs: 100, attemptMs: 500, connectMs: -1 },
        retry: { maxAttempts: 0, baseMs: Number.NaN },
        maxBytes: 0,
      }),
    ],
    problems: [
      ['source a-b', 'a-b: name must be a letter followed by letters and digits, not "a-b".'],
      ['source a-b', 'a-b: baseUrl must start with http: or https:, not "ftp:".'],
      ['source a-b', 'a-b: baseUrl must not hold a credential; use auth.'],
      ['source a-b', 'a-b: baseUrl must end with its path; use query for what every request sends.'],
      ['source a-b', 'a-b: timeouts.totalMs must be at least 200, not 100: with less, no attempt would begin.'],
      ['source a-b', 'a-b: timeouts.connectMs must be a positive number, not -1.'],
      ['source a-b', 'a-b: timeouts.attemptMs (500) must not exceed timeouts.totalMs (100).'],
      ['source a-b', 'a-b: retry.maxAttempts must be a whole number from 1 to 10, not 0.'],
      ['source a-b', 'a-b: retry.baseMs must be a positive number, not NaN.'],
      ['source a-b', 'a-b: maxBytes must be a whole number from 1, not 0.'],
    ],
  },
];

const ofSdl: readonly Case[] = [
  {
    name: 'a misspelt directive, and not for what follows from it',
    sdl: `${USER}\nextend type Query { user(id: ID!): User @laod(from: "users.user") }`,
    problems: [['graph.graphql:2:41', 'Unknown directive "@laod".', 'Did you mean "@load"?']],
  },
  {
    name: 'a root field that nobody answers, beside a directive of its own',
    sdl: `directive @lead on FIELD_DEFINITION\n${USER}\n${QUERY}\nextend type Query { me: User @lead }`,
    problems: [
      ['graph.graphql:4:21', 'Nobody answers Query.me.', 'Add @load(from: "source.operation"), or a resolver.'],
    ],
  },
  {
    name: 'a syntax error',
    sdl: 'type User { id: }',
    problems: [['graph.graphql:1:17', 'Syntax Error: Expected Name, found "}".']],
  },
  {
    name: 'no Query',
    sdl: USER,
    problems: [['schema', 'The SDL has no Query type, so nothing can be asked.', 'Add: extend type Query { ... }.']],
  },
  {
    name: 'a type that is defined twice',
    sdl: `${USER}\n${USER}\n${QUERY}`,
    problems: [
      [
        'graph.graphql:2:6',
        'There can be only one type named "User". The other is at graph.graphql:1:6.',
        'Rename one of them; or, where fields are to be added to it, write: extend type User.',
      ],
      [
        'graph.graphql:2:13',
        'Field "User.id" can only be defined once. The other is at graph.graphql:1:13.',
        'Rename one of them, or leave it out.',
      ],
      [
        'graph.graphql:2:21',
        'Field "User.name" can only be defined once. The other is at graph.graphql:1:21.',
        'Rename one of them, or leave it out.',
      ],
      [
        'graph.graphql:2:34',
        'Field "User.tags" can only be defined once. The other is at graph.graphql:1:34.',
        'Rename one of them, or leave it out.',
      ],
    ],
  },
  {
    name: 'a directive that there is not',
    sdl: `${USER}\n${QUERY}\nextend type User { nick: String @wird(path: "n") }`,
    problems: [['graph.graphql:3:33', 'Unknown directive "@wird".', 'Did you mean "@wire"?']],
  },
  {
    name: 'an argument that a directive has not, and one that it lacks',
    sdl: `${USER}\n${QUERY}\nextend type User { nick: String @wire(pth: "n")  boss: User @load(by: "id") }`,
    problems: [
      ['graph.graphql:3:39', 'Unknown argument "pth" on directive "@wire". Did you mean "path"?'],
      [
        'graph.graphql:3:61',
        'Directive "@load" argument "from" of type "String!" is required, but it was not provided.',
      ],
    ],
  },
  {
    name: 'a type that there is not',
    sdl: `${USER}\n${QUERY}\nextend type User { pet: Pet }`,
    problems: [['graph.graphql:3:25', 'Unknown type "Pet". Did you mean "Int"?']],
  },
  {
    name: 'an extension of a type that there is not',
    sdl: `${USER}\n${QUERY}\nextend type Pet { name: String }`,
    problems: [['graph.graphql:3:13', 'Cannot extend type "Pet" because it is not defined.']],
  },
  {
    name: "a type of the name of one of the contract's scalars",
    sdl: `${USER}\n${QUERY}\ntype Date { year: Int }`,
    problems: [
      [
        'graph.graphql:3:6',
        'There can be only one type named "Date". The contract has the other.',
        'Give yours another name, or leave it out.',
      ],
    ],
  },
  {
    name: 'an interface that is not kept',
    sdl: `${USER}\n${QUERY}\ninterface Named { name: String! }\nextend type User implements Named`,
    problems: [['graph.graphql:1:27', 'Interface field Named.name expects type String! but User.name is type String.']],
  },
  {
    name: 'resolvers for a type and for a field that the SDL has not',
    sdl: `${USER}\n${QUERY}`,
    resolvers: { Usr: { name: () => '' }, User: { nme: () => '' } },
    problems: [
      [
        'resolvers',
        'There are resolvers for Usr, which is no type of the SDL.',
        'Did you mean "User"? There are: User, Query.',
      ],
      [
        'resolvers',
        'There is a resolver for User.nme, which is no field of the SDL.',
        'Did you mean "name"? There are: id, name, tags.',
      ],
    ],
  },
];

const check = ({ sdl, sources = [users], resolvers, problems }: Case) => {
  const rest = resolvers ? { resolvers } : {};
  expect(problemsOf(new Source(sdl, 'graph.graphql'), sources, rest)).toEqual(problems);
};

describe('a graph is refused for', () => {
  describe('a load:', () => {
    test.each(ofLoads)('$name', check);
  });
  describe('a field:', () => {
    test.each(ofFields)('$name', check);
  });
  describe('a source:', () => {
    test.each(ofSources)('$name', check);
  });
  describe('its SDL:', () => {
    test.each(ofSdl)('$name', check);
  });
  test('a source that does not say what its API is', () => {
    class Nameless extends DataSource {}
    expect(problemsOf(`${USER}\n${QUERY}`, [users, Nameless as unknown as SourceClass])).toEqual([
      [
        'class Nameless',
        'Nameless does not say what its API is.',
        "Add: static readonly api = { name: '...', baseUrl: '...' } satisfies Api.",
      ],
    ]);
  });
});

test('baseUrls that name no source are refused, with the nearest name', () => {
  const rest = { baseUrls: { users: 'http://127.0.0.1:1/', usrs: 'http://127.0.0.1:2/' } };
  expect(problemsOf(`${USER}\n${QUERY}\n${PLACE}`, [users, geo], rest)).toEqual([
    ['baseUrls', 'baseUrls names "usrs", which is no source.', 'Did you mean "users"? There are: users, geo.'],
  ]);
});

describe('problems', () => {
  test('are told all at once, whichever step finds them', () => {
    const sdl = `${USER}
extend type User { nick: String @wird  born: Date @wire(format: "moon")  boss: User @load(from: "users.usr") }
extend type Query { user(id: ID!): User! @load(from: "users.user")  me: User }`;
    const rest = { resolvers: { User: { nme: () => '' } } };
    const told = problemsOf(sdl, [users, looseSource('bad', undefined, { maxBytes: 0 })], rest);
    expect(told.map(([, message]) => message)).toEqual([
      'Unknown directive "@wird".',
      'bad: maxBytes must be a whole number from 1, not 0.',
      'There is a resolver for User.nme, which is no field of the SDL.',
      'User.born: Date cannot be spelled "moon".',
      'Nobody answers Query.me.',
      'User.boss loads from "users.usr", but users has no operation "usr".',
      'Query.user is non-null and crosses into users: if that API fails, everything around it would be null.',
    ]);
  });

  test('of the compiler are told beside those of the checks', () => {
    const sdl = `${USER}\nextend type User { age: Int @wire(default: "old") }\nextend type Query { user(id: ID!): User! @load(from: "users.user") }`;
    expect(problemsOf(sdl, [users]).map(([place]) => place)).toEqual(['typeDefs:3:42', 'typeDefs:2:29']);
  });

  test('name the file of each SDL and of each source', () => {
    const bad = looseSource('bad', ({ get }) => ({ use: get('Usr', () => '') }));
    const typeDefs = [
      new Source(USER, 'a.graphql'),
      'extend type Query { me: User }',
      'extend type Query { it: User }',
    ];
    const placeOf = (source: string) => (source === 'bad' ? 'src/datasources/bad/source.ts' : undefined);
    expect(problemsOf(typeDefs, [users, bad], { placeOf }).map(([place]) => place)).toEqual([
      'typeDefs[1]:1:21',
      'typeDefs[2]:1:21',
      'src/datasources/bad/source.ts',
    ]);
  });

  test('of SDL that was parsed without places say so little', () => {
    expect(problemsOf(parse('type Query { me: ID }', { noLocation: true }), [])).toEqual([
      ['schema', 'Nobody answers Query.me.', 'Add @load(from: "source.operation"), or a resolver.'],
    ]);
  });

  test('are one readable text', () => {
    const build = () =>
      buildGraph({ ...unused, typeDefs: `${USER}\nextend type Query { me: User }`, sources: [users] });
    expect(build).toThrow(
      'One problem in the graph:\n  typeDefs:2:21\n    Nobody answers Query.me.\n    Add @load(from: "source.operation"), or a resolver.',
    );
    expect(build).toThrow(ContractError);
  });
});

describe('a graph is accepted with', () => {
  const accepted: readonly Omit<Case, 'problems'>[] = [
    {
      name: 'a key from const',
      sdl: `${USER}\nextend type Query { root: User @load(from: "users.user", const: { id: "0" }) }`,
    },
    {
      name: 'a type that two operations of one source fill',
      sdl: `${USER}\n${QUERY}\nextend type Query { users: [User] @load(from: "users.all") }`,
    },
    {
      name: 'a value, within the answers of two sources',
      sdl: `${USER}\n${QUERY}\nextend type User { pay: Money }\ntype Pet { price: Money }\ntype Money { amount: Decimal  currency: ID }`,
      sources: [users, json(({ get }) => ({ pet: get('Pet', () => '') }))],
    },
    {
      name: 'an enum that two sources read',
      sdl: `${USER}\n${QUERY}\nextend type User { state: State }\ntype Pet { state: State }\nenum State { ON OFF }`,
      sources: [users, json(({ get }) => ({ pet: get('Pet', () => '') }), { enums: 'snake_case' })],
    },
    {
      name: 'a climb as high as the answer is deep, in JSON and in XML',
      sdl: `${USER}\n${QUERY}\ntype Row { a: ID @wire(path: "^.^.a") }\ntype Cube { day: Date @wire(path: "^.^.@time") }\ntype Key { k: ID!  a: ID @wire(path: "^.^.a") }\ntype Sky { hours: [Hour] @wire(path: "hourly", zip: true) }\ntype Hour { unit: String @wire(path: "^.^.units.t") }`,
      sources: [
        users,
        json(({ get }) => ({
          rows: get('[Row]', () => '', { at: 'page.rows' }),
          sky: get('Sky', () => ''),
          keys: get('[Key]', () => '', { at: { path: '[].keys', key: 'k' } }),
          cubes: get('[Cube]', () => '', { at: 'Envelope.Cube', format: 'xml' }),
        })),
      ],
    },
    {
      name: 'a type that contains itself',
      sdl: `type User { id: ID!  boss: User  reports: [User] }\n${QUERY}`,
    },
    {
      name: 'unions and interfaces that only resolvers answer',
      sdl: `${USER}\n${QUERY}\nunion Pet = Cat | User\ntype Cat { id: ID }\nextend type Query { pet: Pet }`,
      resolvers: { Query: { pet: () => null }, Pet: { __resolveType: () => 'Cat' } },
    },
    {
      name: "the contract's own definitions in it, a resolver for a scalar, and files of comments",
      sdl: `directive @wire(path: String) on FIELD_DEFINITION\nscalar Date\n${USER}\n${QUERY}\nextend type User { born: Date }`,
      resolvers: { Date: new GraphQLScalarType({ name: 'Date' }) },
    },
  ];
  test.each(accepted)('$name', (each) => check({ ...each, problems: [] }));

  test('a file of comments alone', () => {
    expect(problemsOf([`${USER}\n${QUERY}`, '# Nothing here yet.\n'], [users])).toEqual([]);
  });

  test('what clients see of it has neither directive, and only the scalars that are used', () => {
    const sdl = `${USER}\n${QUERY}\nextend type User { born: Date @wire(path: "dob") }`;
    const graph = buildGraph({ ...unused, typeDefs: sdl, sources: [users] });
    expect(graph.sdl).not.toMatch(/@wire|@load|WireLiteral|Decimal/);
    expect(graph.sdl).toContain('scalar Date');
  });
});
