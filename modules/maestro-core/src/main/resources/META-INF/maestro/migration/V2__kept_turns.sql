-- What a model said and thought before it called tools, for clients whose format cannot carry it.
create table kept_turns (
  owner      text not null,
  -- the turn's first call
  call_id    text not null,
  provider   text not null,
  model      text not null,
  -- JSON in UTF-8; jsonb would refuse a text with a NUL in it
  parts      bytea not null,
  bytes      bigint not null,
  expires_at timestamptz not null,
  primary key (owner, call_id)
);

create index kept_turns_by_expiry on kept_turns (expires_at);
