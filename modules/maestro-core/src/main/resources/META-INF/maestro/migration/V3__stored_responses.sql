-- Answers that clients may ask for again and go on from, kept for vendors whose format does not keep them.
create table stored_responses (
  owner      text not null,
  dialect    text not null,
  id         text not null,
  -- the answer that the request went on from
  previous   text,
  -- JSON as it is written to clients; not jsonb, which takes no NUL in a text
  input      bytea not null,
  answer     bytea not null,
  bytes      bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (owner, dialect, id)
);

create index stored_responses_by_expiry on stored_responses (expires_at);
