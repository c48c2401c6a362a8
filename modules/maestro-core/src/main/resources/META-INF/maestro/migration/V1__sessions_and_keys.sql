create table sessions (
  id           uuid primary key,
  provider     text not null,
  name         text not null,
  auth_type    text not null check (auth_type in ('api_key', 'oauth')),
  status       text not null
               check (status in ('pending', 'active', 'refreshing', 'needs_login', 'revoked', 'expired')),
  is_default   boolean not null default false,
  organization text,
  project      text,
  secret       bytea,
  dialects     text[] not null default '{}',
  created_at   timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at   timestamptz,
  checked_at   timestamptz,
  constraint sessions_name unique (provider, name)
);

create unique index sessions_default on sessions (provider) where is_default;
create index sessions_by_name on sessions (name);

create table model_lists (
  session_id uuid primary key references sessions (id) on delete cascade,
  models     jsonb not null,
  fetched_at timestamptz not null
);

create table client_keys (
  id           uuid primary key,
  name         text not null,
  role         text not null check (role in ('admin', 'operator', 'client')),
  hash         text not null constraint client_keys_hash unique,
  hint         text not null,
  -- null: every session
  sessions     text[],
  created_at   timestamptz not null default now(),
  last_used_at timestamptz
);

create table vault_keys (
  id                 uuid primary key,
  wrapped            bytea not null,
  master_fingerprint text not null,
  created_at         timestamptz not null default now()
);

create table cluster_facts (
  name  text primary key,
  value text not null
);
