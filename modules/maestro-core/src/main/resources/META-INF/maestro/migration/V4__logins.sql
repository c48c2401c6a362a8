-- Sessions that log in by OAuth: what their requests are made with, and when their tokens are renewed.
alter table sessions
  -- api_key or access_token; null before the login is finished
  add column credential  text,
  -- requests are translated even where the client's dialect is the vendor's
  add column translated  boolean not null default false,
  -- counts how often the secret was replaced
  add column generation  bigint not null default 0,
  add column renewable   boolean not null default false,
  -- when to try the next refresh; null where none is due by itself
  add column refresh_at  timestamptz,
  -- refreshes that failed since the last good one
  add column failures    integer not null default 0,
  -- who is refreshing it; a dead node's lease ends by itself
  add column lease       uuid,
  add column lease_until timestamptz,
  -- since when it is expired
  add column ended_at    timestamptz;

create index sessions_by_refresh on sessions (refresh_at) where refresh_at is not null;
create index sessions_by_end on sessions (expires_at) where auth_type = 'oauth' and not renewable;

-- Logins under way, at most one a session.
create table logins (
  id           uuid primary key,
  session_id   uuid not null constraint logins_session unique references sessions (id) on delete cascade,
  -- SHA-256, by which a browser that comes back is recognised
  state_hash   text not null unique,
  -- sealed: state and PKCE verifier
  secrets      bytea not null,
  -- sealed: the code, or another program's login
  code         bytea,
  credential   bytea,
  flow         text not null,
  redirect_uri text,
  as_default   boolean not null default false,
  created_at   timestamptz not null default now(),
  -- null: never
  expires_at   timestamptz,
  -- a state counts once
  claimed_at   timestamptz
);

create index logins_by_expiry on logins (expires_at);
