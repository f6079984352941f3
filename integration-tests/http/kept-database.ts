import { onDatabase } from "./template-shop"

/** Keeps the rows, the sequences and the functions' names of the schema `public` in schemas of their own. */
const KEEP = `
create schema kept;
create schema kept_rows;
create table kept.functions as
  select oid::regprocedure::text as signature from pg_proc where pronamespace = 'public'::regnamespace;
create table kept.sequences as
  select sequencename::text, start_value, last_value from pg_sequences where schemaname = 'public';
do $$
declare name text; filled boolean;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then execute format('create table kept_rows.%1$I as table public.%1$I', name); end if;
  end loop;
end $$`

/**
 * Puts them back, and drops the functions and sequences that a test made, with their triggers. What the application is in the middle of is broken off: it would be written after that. Neither triggers nor
 * foreign keys are looked at.
 */
const PUT_BACK = `
select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle';
begin;
set local session_replication_role = replica;
do $$
declare name text; filled boolean; written text;
begin
  for name in select oid::regprocedure::text from pg_proc where pronamespace = 'public'::regnamespace
      and oid::regprocedure::text not in (select signature from kept.functions) loop
    execute format('drop function %s cascade', name);
  end loop;
  for name in select sequencename from pg_sequences where schemaname = 'public'
      and sequencename::text not in (select sequencename from kept.sequences) loop
    execute format('drop sequence public.%I', name);
  end loop;
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then execute format('delete from public.%I', name); end if;
  end loop;
  for name in select tablename from pg_tables where schemaname = 'kept_rows' loop
    select string_agg(quote_ident(attname), ', ') from pg_attribute
      where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      into written;
    execute format('insert into public.%1$I (%2$s) select %2$s from kept_rows.%1$I', name, written);
  end loop;
  perform setval(format('public.%I', sequencename), coalesce(last_value, start_value), last_value is not null)
    from kept.sequences;
end $$;
commit`

/** Keeps what a database has. */
export async function keepDatabase(name: string): Promise<void> {
  await onDatabase(name, KEEP)
}

/**
 * Gives a database what it had when it was kept. A copy of the whole database takes three times as long, and the application
 * would have to connect anew.
 */
export async function putDatabaseBack(name: string): Promise<void> {
  await onDatabase(name, PUT_BACK)
}
